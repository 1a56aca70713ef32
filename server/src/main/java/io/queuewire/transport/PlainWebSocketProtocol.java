package io.queuewire.transport;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.Listening;
import io.queuewire.session.PlainSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What speaks over the plain WebSockets of one path. Safe for any thread. */
public interface PlainWebSocketProtocol {

    /** What is broadcast to its clients. */
    WireFormat format();

    /** Why a client is not let in, empty when it is; decided before the upgrade. */
    default Optional<Listening.Decision.Refused> refusal(Map<String, List<String>> query) {
        return Optional.empty();
    }

    /**
     * A client has connected; called on its event loop.
     *
     * @param query the parameters of the request
     * @return hears everything that the client sends
     */
    PlainSocket.Listener open(PlainSocket socket, Shard shard, Map<String, List<String>> query);
}
