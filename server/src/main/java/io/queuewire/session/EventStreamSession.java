package io.queuewire.session;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Beginning;
import io.queuewire.hub.CatchUpListener;
import io.queuewire.hub.Shard;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.Subscriber;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that listens to Server-Sent Events. On its shard's thread only. */
public final class EventStreamSession implements EventStream.Listener, CatchUpListener {

    private static final Logger log = LoggerFactory.getLogger(EventStreamSession.class);

    /** What metrics call this protocol. */
    public static final String PROTOCOL = "sse";

    /** From one comment to the next. */
    static final Duration COMMENT_INTERVAL = Duration.ofSeconds(15);

    /** Clients that lose their streams together come back within this time, each at a point of its own. */
    private static final long SHORTEST_RETRY_MILLIS = 2_000;

    private static final long LONGEST_RETRY_MILLIS = 5_000;

    private final EventStream stream;
    private final Shard shard;
    private final String id;
    private final String namespace;
    private final Relay relay;
    private final Subscriber subscriber;
    private ShardExecutor.Timeout comment;

    private EventStreamSession(EventStream stream, Shard shard, Listening listening, String id, Relay relay) {
        this.stream = stream;
        this.shard = shard;
        this.id = id;
        this.namespace = listening.namespace();
        this.relay = relay;
        Map<String, Long> rooms = listening.rooms().stream().collect(Collectors.toMap(room -> room, room -> 0L));
        Beginning beginning = shard.beginning(listening.since(), namespace, rooms);
        this.subscriber = shard.subscribe(namespace, stream, beginning, rooms, this);
        long retry = ThreadLocalRandom.current().nextLong(SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS + 1);
        stream.send(EventStreamText.beginning(beginning.position(), retry));
        if (beginning.kind() == Beginning.Kind.GAP) {
            stream.send(EventStreamText.GAP);
        }
        this.comment = shard.executor().schedule(COMMENT_INTERVAL, this::comment);
    }

    /**
     * Begins to tell a client what it asked for.
     *
     * @param listening what the client asked for and may hear
     * @param ids makes the id of the session, which only the log knows
     */
    public static EventStreamSession open(
            EventStream stream, Shard shard, Listening listening, SessionIds ids, Relay relay) {
        EventStreamSession session = new EventStreamSession(stream, shard, listening, ids.next(), relay);
        relay.metrics().opened(PROTOCOL);
        log.info("client {} listens to {} over {}", session.id, session.namespace, PROTOCOL);
        relay.presence().ifPresent(presence -> presence.joined(session.namespace, shard.executor()));
        session.subscriber.begin();
        return session;
    }

    private void comment() {
        stream.send(EventStreamText.COMMENT);
        comment = shard.executor().schedule(COMMENT_INTERVAL, this::comment);
    }

    @Override
    public void live() {
        relay.presence().flatMap(presence -> presence.news(namespace)).ifPresent(subscriber::send);
    }

    @Override
    public void missed() {
        stream.send(EventStreamText.GAP);
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        comment.cancel();
        subscriber.close();
        relay.metrics().closed(PROTOCOL, reason);
        log.info("client {} left {}: {} ({})", id, namespace, reason.text(), detail);
        relay.presence().ifPresent(presence -> presence.left(namespace, shard.executor()));
    }
}
