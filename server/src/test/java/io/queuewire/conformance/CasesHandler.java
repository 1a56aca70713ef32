package io.queuewire.conformance;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import io.queuewire.session.SocketIoClient;
import io.queuewire.session.SocketIoSession;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** The application of further cases: does to a client whatever the client asks for. */
final class CasesHandler extends SuiteHandler {

    private static final String DYNAMIC_NAMESPACE = "/dyn-[0-9]+";
    private static final RawJson PLACEHOLDER = RawJson.parse("{\"_placeholder\":true,\"num\":0}", JsonLimits.CLIENT);

    private final SocketIoSession session;
    private final Publisher publisher;
    private final Set<Long> questions = new HashSet<>();
    private long nextQuestion;

    CasesHandler(SocketIoSession session, Publisher publisher) {
        super(session);
        this.session = session;
        this.publisher = publisher;
    }

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        if (auth.isPresent() && auth.get().members().containsKey("fail")) {
            return new Admission.Denied("bad auth", Optional.of(RawJson.object(Map.of("code", RawJson.number(7)))));
        }
        return namespace.name().matches(DYNAMIC_NAMESPACE) ? Admission.ADMITTED : super.admit(namespace, auth);
    }

    @Override
    public void joined(SocketIoClient client) {
        String name = client.namespace().name();
        if (name.matches(DYNAMIC_NAMESPACE)) {
            emit(client, "hi", RawJson.string(name));
        } else {
            super.joined(client);
        }
    }

    @Override
    void mainEvent(SocketIoClient client, SocketIoPacket.Event event) {
        List<RawJson> arguments = event.arguments();
        switch (event.name()) {
            case "kick" -> client.disconnect();
            case "kickall" -> session.disconnectAll();
            case "askme" -> ask(client);
            case "big" -> emit(client, "big", RawJson.string("x".repeat(number(arguments.getFirst()))));
            case "burst" ->
                IntStream.range(0, number(arguments.getFirst())).forEach(i -> emit(client, "b", RawJson.number(i)));
            case "join" -> client.join(arguments.getFirst().asString());
            case "later" -> later(arguments, () -> client.emit(eventIn(client, arguments, 1)));
            case "latervol" -> later(arguments, () -> client.emitVolatile(eventIn(client, arguments, 1)));
            case "laterroom" -> later(arguments, () -> toRoom(client, arguments));
            case "rooms" -> rooms(client);
            case "bin" ->
                client.emit(new SocketIoPacket.Event(
                        client.namespace(), OptionalLong.empty(), "bin", List.of(PLACEHOLDER), List.of(new byte[] {1
                        })));
            default -> super.mainEvent(client, event);
        }
    }

    private void ask(SocketIoClient client) {
        long question = nextQuestion++;
        questions.add(question);
        client.emit(new SocketIoPacket.Event(
                client.namespace(), OptionalLong.of(question), "q", List.of(RawJson.number(1)), List.of()));
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        if (questions.remove(ack.id())) {
            client.emit(SocketIoPacket.Event.of(client.namespace(), "got", ack.arguments()));
        }
    }

    private void later(List<RawJson> arguments, Runnable action) {
        session.executor().schedule(Duration.ofMillis(number(arguments.getFirst())), action);
    }

    /** The event whose name and arguments stand behind the first few arguments of another one. */
    private static SocketIoPacket.Event eventIn(SocketIoClient client, List<RawJson> arguments, int name) {
        return SocketIoPacket.Event.of(
                client.namespace(), arguments.get(name).asString(), arguments.subList(name + 1, arguments.size()));
    }

    private void toRoom(SocketIoClient client, List<RawJson> arguments) {
        SocketIoPacket.Event event = eventIn(client, arguments, 2);
        var unused = publisher.publish(new PushMessage(
                client.namespace().name(),
                new Audience.Members(Set.of(arguments.get(1).asString()), Set.of()),
                event.name(),
                event.arguments(),
                List.of()));
    }

    /** A client's own id counts as a room, as it does for users of Socket.IO servers; sessions are not recovered. */
    private static void rooms(SocketIoClient client) {
        client.emit(SocketIoPacket.Event.of(
                client.namespace(),
                "rooms",
                List.of(RawJson.number(client.rooms().size() + 1L), RawJson.bool(false))));
    }

    private static int number(RawJson value) {
        return Integer.parseInt(value.text());
    }

    private static void emit(SocketIoClient client, String event, RawJson argument) {
        client.emit(SocketIoPacket.Event.of(client.namespace(), event, List.of(argument)));
    }
}
