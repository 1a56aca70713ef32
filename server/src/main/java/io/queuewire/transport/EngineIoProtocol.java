package io.queuewire.transport;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.EngineIoSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What speaks over the sessions of one Engine.IO endpoint. Safe for any thread. */
public interface EngineIoProtocol {

    /** What is broadcast to clients over a WebSocket. */
    WireFormat webSocketFormat();

    /** What is broadcast to clients that poll. */
    WireFormat pollingFormat();

    /** Makes the listener of a new session; called on the session's thread. */
    EngineIoSession.Listener open(EngineIoSession session, Shard shard);

    /** Why a handshake with these query parameters is refused; empty when it is not. */
    default Optional<String> refusal(Map<String, List<String>> query) {
        return Optional.empty();
    }
}
