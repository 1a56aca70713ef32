package io.queuewire.session;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Beginning;
import io.queuewire.hub.CatchUpListener;
import io.queuewire.hub.Shard;
import io.queuewire.hub.Subscriber;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.EventLimits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one client of the plain JSON WebSocket: one JSON object in each text message, both ways.
 *
 * <p>On its shard's thread only, strictly in the order of arrival.
 */
public final class JsonSession implements PlainSocket.Listener, CatchUpListener {

    private static final Logger log = LoggerFactory.getLogger(JsonSession.class);

    /** What metrics call this protocol. */
    public static final String PROTOCOL = "websocket";

    private static final String GAP = "{\"type\":\"gap\"}";

    /**
     * What a client is told and has to keep to.
     *
     * @param pingInterval from one ping to the next
     * @param pingTimeout how long a pong may take
     * @param maxPayload largest message that a client may send, in bytes
     */
    public record Limits(Duration pingInterval, Duration pingTimeout, int maxPayload) {}

    private final PlainSocket socket;
    private final Shard shard;
    private final Relay relay;
    private final String id;
    private final String namespace;
    private final ClientGate gate;
    private final Heartbeat heartbeat;
    private final Subscriber subscriber;
    private boolean open = true;

    private JsonSession(PlainSocket socket, Shard shard, Listening listening, Limits limits, String id, Relay relay) {
        this.socket = socket;
        this.shard = shard;
        this.relay = relay;
        this.id = id;
        this.namespace = listening.namespace();
        this.gate = new ClientGate(relay, System::nanoTime);
        this.heartbeat = new Heartbeat(
                new Heartbeat.Schedule(limits.pingInterval(), limits.pingTimeout()),
                shard.executor(),
                socket::ping,
                () -> socket.close(DisconnectReason.PING_TIMEOUT, "no pong in time"));
        Map<String, Long> rooms = listening.rooms().stream().collect(Collectors.toMap(room -> room, room -> 0L));
        Beginning beginning = shard.beginning(listening.since(), namespace, rooms);
        this.subscriber = shard.subscribe(namespace, socket, beginning, rooms, this);
        socket.send(hello(beginning, limits));
        if (beginning.kind() == Beginning.Kind.GAP) {
            socket.send(GAP);
        }
    }

    /**
     * Begins the conversation.
     *
     * @param listening what the client asked for and may hear
     * @param ids makes the public id of the session
     */
    public static JsonSession open(
            PlainSocket socket, Shard shard, Listening listening, Limits limits, SessionIds ids, Relay relay) {
        JsonSession session = new JsonSession(socket, shard, listening, limits, ids.next(), relay);
        relay.metrics().opened(PROTOCOL);
        log.info("client {} listens to {} over {}", session.id, session.namespace, PROTOCOL);
        session.heartbeat.start();
        relay.presence().ifPresent(presence -> presence.joined(session.namespace, shard.executor()));
        session.subscriber.begin();
        return session;
    }

    private String hello(Beginning beginning, Limits limits) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("type", RawJson.string("hello"));
        members.put("session", RawJson.string(id));
        members.put("position", RawJson.string(beginning.position()));
        members.put("recovered", RawJson.bool(beginning.kind() == Beginning.Kind.RECOVERED));
        members.put("pingInterval", RawJson.number(limits.pingInterval().toMillis()));
        members.put("maxPayload", RawJson.number(limits.maxPayload()));
        return RawJson.object(members).text();
    }

    @Override
    public void live() {
        relay.presence().flatMap(presence -> presence.news(namespace)).ifPresent(subscriber::send);
    }

    @Override
    public void missed() {
        socket.send(GAP);
    }

    @Override
    public void text(String message) {
        JsonRequest request = JsonRequest.parse(message);
        Optional<Refusal> tooFast = gate.admit();
        if (tooFast.isPresent()) {
            answer(request, tooFast);
            if (gate.isAbused()) {
                socket.close(DisconnectReason.RATE_LIMITED, "kept sending faster than allowed");
            }
            return;
        }
        switch (request) {
            case JsonRequest.Malformed malformed ->
                answer(request, Optional.of(new Refusal(Refusal.Code.BAD_REQUEST, malformed.why())));
            case JsonRequest.Join join -> answer(request, join(join.room()));
            case JsonRequest.Leave leave -> {
                subscriber.leave(leave.room());
                answer(request, Optional.empty());
            }
            case JsonRequest.Presence question ->
                relay.presence()
                        .ifPresentOrElse(
                                presence -> tell(question, presence),
                                () -> answer(question, Optional.of(Refusal.NO_PRESENCE)));
            case JsonRequest.Event event -> rebroadcast(event);
        }
    }

    private Optional<Refusal> join(String room) {
        if (subscriber.rooms().contains(room)) {
            return Optional.empty();
        }
        Optional<Refusal> refusal =
                relay.policy().rooms().refusal(room, subscriber.rooms().size());
        if (refusal.isEmpty()) {
            subscriber.join(room);
        }
        return refusal;
    }

    private void tell(JsonRequest.Presence question, Presence presence) {
        Optional<Refusal> refusal = relay.policy().rooms().refusalToTell(question.room(), subscriber.rooms());
        if (refusal.isPresent()) {
            answer(question, refusal);
            return;
        }
        presence.members(namespace, question.room())
                .thenAccept(members -> answerLater(question, Optional.empty(), members));
    }

    private void rebroadcast(JsonRequest.Event event) {
        Optional<Refusal> refusal = EventLimits.CLIENT
                .violation(event.name())
                .map(violation -> new Refusal(Refusal.Code.BAD_REQUEST, violation))
                .or(() -> gate.refusal(event.name()));
        if (refusal.isPresent()) {
            answer(event, refusal);
            return;
        }
        relay.publisher()
                .publish(new PushMessage(namespace, Audience.EVERYONE, event.name(), event.arguments(), List.of()))
                .whenComplete((handOff, failure) -> answerLater(
                        event, failure == null ? Optional.empty() : Optional.of(Refusal.NOT_TAKEN), Map.of()));
    }

    /** A hand-off or a count completes on the thread of whichever shard was last. */
    private void answerLater(JsonRequest request, Optional<Refusal> refusal, Map<String, RawJson> news) {
        try {
            shard.executor().execute(() -> answer(request, refusal, news));
        } catch (RejectedExecutionException stopping) {
            // The client's loop has stopped, and its connection with it.
            gate.count(event(request), refusal);
        }
    }

    /** What metrics call it. */
    private static String event(JsonRequest request) {
        return switch (request) {
            case JsonRequest.Event event -> event.name();
            case JsonRequest.Join join -> "join";
            case JsonRequest.Leave leave -> "leave";
            case JsonRequest.Presence question -> Presence.EVENT;
            case JsonRequest.Malformed malformed -> "";
        };
    }

    private void answer(JsonRequest request, Optional<Refusal> refusal) {
        answer(request, refusal, Map.of());
    }

    /** @param news what else the client is to be told when nothing is refused */
    private void answer(JsonRequest request, Optional<Refusal> refusal, Map<String, RawJson> news) {
        gate.count(event(request), refusal);
        // Who wants no answers is still told of mistakes in its program.
        boolean mistake =
                refusal.filter(r -> r.code() == Refusal.Code.BAD_REQUEST).isPresent();
        if (open && (mistake || request.id().isPresent())) {
            socket.send(answer(request.id(), refusal, news));
        }
    }

    private static String answer(Optional<RawJson> id, Optional<Refusal> refusal, Map<String, RawJson> news) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("type", RawJson.string(refusal.isPresent() ? "error" : "ack"));
        id.ifPresent(value -> members.put("id", value));
        members.putAll(refusal.map(Refusal::members).orElse(news));
        return RawJson.object(members).text();
    }

    @Override
    public void binary(byte[] message) {
        socket.close(DisconnectReason.WRONG_DATA, "a binary message");
    }

    @Override
    public void pong() {
        heartbeat.pong();
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        open = false;
        heartbeat.stop();
        subscriber.close();
        relay.metrics().closed(PROTOCOL, reason);
        log.info("client {} left {}: {} ({})", id, namespace, reason.text(), detail);
        relay.presence().ifPresent(presence -> presence.left(namespace, shard.executor()));
    }
}
