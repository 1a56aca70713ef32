package io.queuewire.transport;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.JsonSession;
import io.queuewire.session.Listening;
import io.queuewire.session.PlainSocket;
import io.queuewire.session.Relay;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON over a WebSocket, for clients without any library. */
public final class JsonWebSocketProtocol implements PlainWebSocketProtocol {

    private final JsonSession.Limits limits;
    private final Relay relay;
    private final SessionIds ids = new SessionIds(new SecureRandom());
    private final WireFormat format = new JsonWebSocketFormat();

    public JsonWebSocketProtocol(JsonSession.Limits limits, Relay relay) {
        this.limits = limits;
        this.relay = relay;
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public Optional<Listening.Decision.Refused> refusal(Map<String, List<String>> query) {
        return switch (Listening.of(query, relay.policy())) {
            case Listening.Decision.Refused refused -> Optional.of(refused);
            case Listening.Decision.Granted granted -> Optional.empty();
        };
    }

    @Override
    public PlainSocket.Listener open(PlainSocket socket, Shard shard, Map<String, List<String>> query) {
        return switch (Listening.of(query, relay.policy())) {
            case Listening.Decision.Granted granted ->
                JsonSession.open(socket, shard, granted.listening(), limits, ids, relay);
            case Listening.Decision.Refused refused ->
                throw new IllegalStateException("opened all the same: " + refused);
        };
    }
}
