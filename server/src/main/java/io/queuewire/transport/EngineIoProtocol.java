package io.queuewire.transport;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.EngineIoSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What speaks over the sessions of one Engine.IO endpoint. Safe for any thread. */
public interface EngineIoProtocol {

    /** What is broadcast to clients over a WebSocket. */
    WireFormat webSocketFormat();

    /** What is broadcast to clients that poll. */
    WireFormat pollingFormat();

    /**
     * Makes the listener of a new session; called on the session's thread.
     *
     * @param request what the session was opened with
     */
    EngineIoSession.Listener open(EngineIoSession session, Shard shard, ClientRequest request);

    /** Why a handshake is refused, empty when it is not; may be decided later and on any thread. */
    default CompletionStage<Optional<String>> refusal(ClientRequest request) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    /**
     * Cookies that the first answer to a client sets while it polls, as they stand behind {@code Set-Cookie:}.
     *
     * @param sid the id of the new session
     */
    default List<String> cookies(String sid) {
        return List.of();
    }

    /** A POST of a session has arrived, and its packets are heard next; called on the session's thread. */
    default void posted(EngineIoSession session, ClientRequest request) {}
}
