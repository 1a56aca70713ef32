package io.queuewire.transport;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.EventStream;
import io.queuewire.session.EventStreamSession;
import io.queuewire.session.Listening;
import io.queuewire.session.Relay;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** What is said on the event streams of one path. Safe for any thread. */
public final class EventStreamProtocol {

    private final Relay relay;
    private final SessionIds ids = new SessionIds(new SecureRandom());
    private final WireFormat format = new EventStreamFormat();

    public EventStreamProtocol(Relay relay) {
        this.relay = relay;
    }

    WireFormat format() {
        return format;
    }

    /** Whether a client may hear what it asks for in its query. */
    Listening.Decision decide(Map<String, List<String>> query) {
        return Listening.of(query, relay.policy());
    }

    /** A client listens; called on its event loop. */
    EventStream.Listener open(EventStream stream, Shard shard, Listening listening) {
        return EventStreamSession.open(stream, shard, listening, ids, relay);
    }
}
