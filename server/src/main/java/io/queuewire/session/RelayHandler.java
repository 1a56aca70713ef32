package io.queuewire.session;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.EventLimits;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * The relay's answer to Socket.IO clients: events on the allow-list go to everyone in their namespace, {@code join} and
 * {@code leave} move a client between rooms, {@code presence} asks how many are in one, everything else is refused.
 *
 * <p>One per connection, on its thread.
 */
final class RelayHandler implements SocketIoHandler {

    private final SocketIoSession session;
    private final Relay relay;
    private final ClientGate gate;

    RelayHandler(SocketIoSession session, Relay relay, ClientGate gate) {
        this.session = session;
        this.relay = relay;
        this.gate = gate;
    }

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        if (relay.policy().namespaces().contains(namespace.name())) {
            return Admission.ADMITTED;
        }
        takeOne();
        return new Admission.Denied("Invalid namespace", Optional.empty());
    }

    @Override
    public void joined(SocketIoClient client) {
        relay.presence()
                .ifPresent(presence -> presence.joined(client.namespace().name(), session.executor()));
    }

    @Override
    public boolean mayKeep(Set<String> rooms) {
        return rooms.stream()
                .allMatch(room -> relay.policy().rooms().refusal(room, 0).isEmpty());
    }

    @Override
    public void live(SocketIoClient client) {
        relay.presence()
                .flatMap(presence -> presence.news(client.namespace().name()))
                .ifPresent(client::tell);
    }

    @Override
    public void event(SocketIoClient client, SocketIoPacket.Event event) {
        Optional<Refusal> tooFast = gate.admit();
        if (tooFast.isPresent()) {
            answer(client, event, tooFast);
            closeIfAbused();
            return;
        }
        switch (event.name()) {
            case "join" -> answer(client, event, join(client, event));
            case "leave" -> answer(client, event, leave(client, event));
            case Presence.EVENT ->
                relay.presence()
                        .ifPresentOrElse(presence -> tell(client, event, presence), () -> rebroadcast(client, event));
            default -> rebroadcast(client, event);
        }
    }

    /** What costs the relay as much as an event, and cannot be refused as one. */
    private void takeOne() {
        if (gate.admit().isPresent()) {
            closeIfAbused();
        }
    }

    private void closeIfAbused() {
        if (gate.isAbused()) {
            session.close(DisconnectReason.RATE_LIMITED, "kept sending faster than allowed");
        }
    }

    private Optional<Refusal> join(SocketIoClient client, SocketIoPacket.Event event) {
        Optional<String> room = room(event);
        if (room.isEmpty()) {
            return NO_ROOM;
        }
        if (client.rooms().contains(room.get())) {
            return Optional.empty();
        }
        Optional<Refusal> refusal =
                relay.policy().rooms().refusal(room.get(), client.rooms().size());
        if (refusal.isEmpty()) {
            client.join(room.get());
        }
        return refusal;
    }

    private static Optional<Refusal> leave(SocketIoClient client, SocketIoPacket.Event event) {
        Optional<String> room = room(event);
        if (room.isEmpty()) {
            return NO_ROOM;
        }
        client.leave(room.get());
        return Optional.empty();
    }

    private void tell(SocketIoClient client, SocketIoPacket.Event event, Presence presence) {
        Optional<String> room = room(event);
        Optional<Refusal> refusal =
                room.isEmpty() ? NO_ROOM : relay.policy().rooms().refusalToTell(room.get(), client.rooms());
        if (refusal.isPresent()) {
            answer(client, event, refusal);
            return;
        }
        presence.members(client.namespace().name(), room.get())
                .thenAccept(members -> answerLater(client, event, Optional.empty(), members));
    }

    private static final Optional<Refusal> NO_ROOM =
            Optional.of(new Refusal(Refusal.Code.BAD_REQUEST, "expected one argument, the name of a room"));

    private static Optional<String> room(SocketIoPacket.Event event) {
        List<RawJson> arguments = event.arguments();
        return arguments.size() == 1 && arguments.getFirst().isString()
                ? Optional.of(arguments.getFirst().asString())
                : Optional.empty();
    }

    private void rebroadcast(SocketIoClient client, SocketIoPacket.Event event) {
        Optional<Refusal> refusal = EventLimits.CLIENT
                .violation(event)
                .map(violation -> new Refusal(Refusal.Code.BAD_REQUEST, violation))
                .or(() -> gate.refusal(event.name()));
        if (refusal.isPresent()) {
            answer(client, event, refusal);
            return;
        }
        relay.publisher()
                .publish(new PushMessage(
                        client.namespace().name(),
                        Audience.EVERYONE,
                        event.name(),
                        event.arguments(),
                        event.attachments()))
                .whenComplete((handOff, failure) -> answerLater(
                        client, event, failure == null ? Optional.empty() : Optional.of(Refusal.NOT_TAKEN), Map.of()));
    }

    /** A hand-off or a count completes on the thread of whichever shard was last. */
    private void answerLater(
            SocketIoClient client, SocketIoPacket.Event event, Optional<Refusal> refusal, Map<String, RawJson> news) {
        try {
            session.executor().execute(() -> answer(client, event, refusal, news));
        } catch (RejectedExecutionException stopping) {
            // The client's loop has stopped, and its connection with it.
            gate.count(event.name(), refusal);
        }
    }

    private void answer(SocketIoClient client, SocketIoPacket.Event event, Optional<Refusal> refusal) {
        answer(client, event, refusal, Map.of());
    }

    /** @param news what else the client is to be told when nothing is refused */
    private void answer(
            SocketIoClient client, SocketIoPacket.Event event, Optional<Refusal> refusal, Map<String, RawJson> news) {
        gate.count(event.name(), refusal);
        event.ackId().ifPresent(id -> {
            Map<String, RawJson> answer = new LinkedHashMap<>();
            answer.put("ok", RawJson.bool(refusal.isEmpty()));
            answer.putAll(refusal.map(Refusal::members).orElse(news));
            client.ack(SocketIoPacket.Ack.of(client.namespace(), id, List.of(RawJson.object(answer))));
        });
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        // The relay asks for no acknowledgements; one that nobody asked for is ignored, as the protocol has it.
    }

    @Override
    public void left(SocketIoClient client) {
        takeOne();
        relay.presence().ifPresent(presence -> presence.left(client.namespace().name(), session.executor()));
    }
}
