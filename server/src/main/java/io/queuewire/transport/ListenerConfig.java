package io.queuewire.transport;

import java.nio.file.Path;

/**
 * The public listener's configuration.
 *
 * @param host address to bind
 * @param port port to bind, 0 for a free one
 * @param origins which pages may talk to the relay
 * @param hosts which names it answers to
 * @param content where static files come from
 * @param connections how many at once
 * @param http limits of every request
 * @param webSocket limits of every WebSocket
 */
public record ListenerConfig(
        String host,
        int port,
        OriginPolicy origins,
        HostPolicy hosts,
        Content content,
        ConnectionLimits connections,
        HttpLimits http,
        WebSocketLimits webSocket) {

    /** Where static files come from. */
    public sealed interface Content {

        /** The demo page that comes with the program. */
        record Bundled() implements Content {}

        /** A folder of this machine. */
        record Folder(Path path) implements Content {}

        /** No static files, but the client library. */
        record None() implements Content {}
    }
}
