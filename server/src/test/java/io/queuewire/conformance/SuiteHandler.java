package io.queuewire.conformance;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import io.queuewire.session.SocketIoClient;
import io.queuewire.session.SocketIoHandler;
import io.queuewire.session.SocketIoSession;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** The application of the official Socket.IO suite, and of further cases. */
final class SuiteHandler implements SocketIoHandler {

    private static final Set<String> STATIC_NAMESPACES = Set.of("/", "/custom");
    private static final RawJson PLACEHOLDER = RawJson.parse("{\"_placeholder\":true,\"num\":0}", JsonLimits.CLIENT);
    private static final long ASK_ID = 0;

    private final SocketIoSession session;
    private final Publisher publisher;
    private final Map<Namespace, RawJson> authByNamespace = new HashMap<>();

    SuiteHandler(SocketIoSession session, Publisher publisher) {
        this.session = session;
        this.publisher = publisher;
    }

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        String name = namespace.name();
        if (!STATIC_NAMESPACES.contains(name) && !name.matches("/dyn-[0-9]+")) {
            return new Admission.Denied("Invalid namespace", Optional.empty());
        }
        RawJson credentials = auth.orElse(RawJson.EMPTY_OBJECT);
        if (credentials.members().containsKey("fail")) {
            return new Admission.Denied("bad auth", Optional.of(RawJson.object(Map.of("code", RawJson.number(7)))));
        }
        authByNamespace.put(namespace, credentials);
        return Admission.ADMITTED;
    }

    @Override
    public void joined(SocketIoClient client) {
        RawJson auth = authByNamespace.getOrDefault(client.namespace(), RawJson.EMPTY_OBJECT);
        if (STATIC_NAMESPACES.contains(client.namespace().name())) {
            emit(client, "auth", auth);
        } else {
            emit(client, "hi", RawJson.string(client.namespace().name()));
        }
    }

    @Override
    public void event(SocketIoClient client, SocketIoPacket.Event event) {
        List<RawJson> arguments = event.arguments();
        switch (event.name()) {
            case "message" ->
                client.emit(new SocketIoPacket.Event(
                        client.namespace(), OptionalLong.empty(), "message-back", arguments, event.attachments()));
            case "message-with-ack" ->
                event.ackId()
                        .ifPresent(id -> client.ack(
                                new SocketIoPacket.Ack(client.namespace(), id, arguments, event.attachments())));
            case "kick" -> client.disconnect();
            case "kickall" -> session.disconnectAll();
            case "askme" ->
                client.emit(new SocketIoPacket.Event(
                        client.namespace(), OptionalLong.of(ASK_ID), "q", List.of(RawJson.number(1)), List.of()));
            case "big" -> emit(client, "big", RawJson.string("x".repeat(number(arguments.getFirst()))));
            case "burst" ->
                IntStream.range(0, number(arguments.getFirst())).forEach(i -> emit(client, "b", RawJson.number(i)));
            case "join" -> client.join(arguments.getFirst().asString());
            case "later" -> later(arguments, 1, name -> emit(client, name, rest(arguments, 2)));
            case "latervol" ->
                later(
                        arguments,
                        1,
                        name -> client.emitVolatile(
                                SocketIoPacket.Event.of(client.namespace(), name, rest(arguments, 2))));
            case "laterroom" -> later(arguments, 2, name -> toRoom(client, arguments, name));
            // A client's own id counts as a room, as it does for users of Socket.IO servers.
            case "rooms" ->
                emit(client, "rooms", List.of(RawJson.number(client.rooms().size() + 1L), RawJson.bool(false)));
            case "bin" ->
                client.emit(new SocketIoPacket.Event(
                        client.namespace(), OptionalLong.empty(), "bin", List.of(PLACEHOLDER), List.of(new byte[] {1
                        })));
            default -> {
                // The suites expect silence.
            }
        }
    }

    private void later(List<RawJson> arguments, int name, java.util.function.Consumer<String> action) {
        session.executor()
                .schedule(
                        Duration.ofMillis(number(arguments.getFirst())),
                        () -> action.accept(arguments.get(name).asString()));
    }

    private void toRoom(SocketIoClient client, List<RawJson> arguments, String event) {
        var unused = publisher.publish(new PushMessage(
                client.namespace().name(),
                new Audience.Members(Set.of(arguments.get(1).asString()), Set.of()),
                event,
                rest(arguments, 3),
                List.of()));
    }

    private static List<RawJson> rest(List<RawJson> arguments, int from) {
        return arguments.subList(Math.min(from, arguments.size()), arguments.size());
    }

    private static int number(RawJson value) {
        return Integer.parseInt(value.text());
    }

    private static void emit(SocketIoClient client, String event, RawJson argument) {
        emit(client, event, List.of(argument));
    }

    private static void emit(SocketIoClient client, String event, List<RawJson> arguments) {
        client.emit(SocketIoPacket.Event.of(client.namespace(), event, arguments));
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        if (ack.id() == ASK_ID) {
            emit(client, "got", ack.arguments());
        }
    }

    @Override
    public void left(SocketIoClient client) {
        authByNamespace.remove(client.namespace());
    }
}
