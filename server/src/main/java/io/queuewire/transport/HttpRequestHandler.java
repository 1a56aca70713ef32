package io.queuewire.transport;

import io.netty.handler.codec.http.HttpRequest;
import io.queuewire.session.DisconnectReason;
import java.time.Duration;
import java.util.Optional;

/** Answers the requests of one path. Shared by all connections: keeps no state of any. */
interface HttpRequestHandler {

    /** Answers a request, at once or later, exactly once; on the connection's event loop. */
    void handle(HttpExchange exchange);

    /** The session that the body of a request is on its way to, asked when only its header has arrived. */
    default Optional<EngineIoSessions.Entry> uploadsTo(HttpRequest head) {
        return Optional.empty();
    }

    /** Asks all clients without a connection of their own to come back later, spread evenly over a time. */
    default void closeClients(DisconnectReason reason, String detail, Duration spread) {}
}
