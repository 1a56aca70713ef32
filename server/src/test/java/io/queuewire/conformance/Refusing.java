package io.queuewire.conformance;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.EngineIoSession;
import io.queuewire.transport.EngineIoProtocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses handshakes that ask for it in their query, where the profile has that. */
record Refusing(EngineIoProtocol protocol, Profile profile) implements EngineIoProtocol {

    @Override
    public WireFormat webSocketFormat() {
        return protocol.webSocketFormat();
    }

    @Override
    public WireFormat pollingFormat() {
        return protocol.pollingFormat();
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard) {
        return protocol.open(session, shard);
    }

    @Override
    public Optional<String> refusal(Map<String, List<String>> query) {
        List<String> deny = query.getOrDefault("deny", List.of());
        if (!profile.deniesOnRequest() || deny.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(deny.getLast().equals("msg") ? "nope" : "Forbidden");
    }
}
