package io.queuewire.conformance;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.SocketIoClient;
import io.queuewire.session.SocketIoHandler;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the suite of the socket.io-client package talks to: about twenty questions and answers. */
final class ClientHandler implements SocketIoHandler {

    private static final Set<String> NAMESPACES =
            Set.of("/", "/foo", "/timeout_socket", "/valid", "/asd", "/abc", "/no");
    private static final List<String> MANY_SCRIPTS =
            List.of("てすと", "Я Б Г Д Ж Й", "Ä ä Ü ü ß", "utf8 — string", "utf8 — string");
    private static final RawJson PLACEHOLDER = json("{\"_placeholder\":true,\"num\":0}");
    private static final byte[] BYTES = "asdfasdf".getBytes(StandardCharsets.UTF_8);
    private static final List<RawJson> EXPECTED_ACK = List.of(json("5"), json("{\"test\":true}"));
    private static final long ASKED = 0;

    private final ClientRequest request;
    private final Map<Namespace, RawJson> authByNamespace = new HashMap<>();
    private final Set<String> heard = new HashSet<>();

    ClientHandler(ClientRequest request) {
        this.request = request;
    }

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        if (!NAMESPACES.contains(namespace.name())) {
            return new Admission.Denied("Invalid namespace", Optional.empty());
        }
        if (namespace.name().equals("/no")) {
            return new Admission.Denied("Auth failed (custom namespace)", Optional.empty());
        }
        if (namespace.equals(Namespace.MAIN) && request.query().containsKey("fail")) {
            return new Admission.Denied("Auth failed (main namespace)", Optional.empty());
        }
        authByNamespace.put(namespace, auth.orElse(RawJson.EMPTY_OBJECT));
        return Admission.ADMITTED;
    }

    @Override
    public void joined(SocketIoClient client) {
        if (client.namespace().name().equals("/abc")) {
            emit(client, "handshake", handshake(client));
        }
    }

    @Override
    public void event(SocketIoClient client, SocketIoPacket.Event event) {
        switch (client.namespace().name()) {
            case "/" -> mainEvent(client, event);
            case "/foo" -> {
                if (event.name().equals("getId")) {
                    answer(client, event, RawJson.string(client.sid()));
                }
            }
            default -> {
                // These namespaces only exist.
            }
        }
    }

    private void mainEvent(SocketIoClient client, SocketIoPacket.Event event) {
        heard.add(event.name());
        switch (event.name()) {
            case "hi" -> emit(client, "hi");
            case "echo" -> answer(client, event, event.arguments().getFirst());
            case "ack" ->
                client.emit(new SocketIoPacket.Event(
                        client.namespace(), OptionalLong.of(ASKED), "ack", List.of(), List.of()));
            case "getAckDate" -> answer(client, event, now());
            case "getDate" -> emit(client, "takeDate", now());
            case "getDateObj" -> emit(client, "takeDateObj", RawJson.object(Map.of("date", now())));
            case "getUtf8" -> MANY_SCRIPTS.forEach(text -> emit(client, "takeUtf8", RawJson.string(text)));
            case "false" -> emit(client, "false", RawJson.bool(false));
            case "doge" -> emitBytes(client, "doge");
            case "getbin" -> emitBytes(client, "takebin");
            case "buffa" -> answerBytes(client, event, "buffack");
            case "blob" -> answerBytes(client, event, "back");
            case "jsonbuff" -> answerMixed(client, event, "jsonbuff-ack");
            case "jsonblob" -> answerMixed(client, event, "jsonblob-ack");
            case "abuff2" -> answerAfter(client, Set.of("abuff1"), "abuff2-ack");
            case "blob3" -> answerAfter(client, Set.of("blob1", "blob2"), "blob3-ack");
            case "getHandshake" -> answer(client, event, handshake(client));
            case "getId" -> answer(client, event, RawJson.string(client.sid()));
            default -> {
                // Unknown events are met with silence.
            }
        }
    }

    /** Only when the argument is an attachment. */
    private static void answerBytes(SocketIoClient client, SocketIoPacket.Event event, String answer) {
        if (event.arguments().equals(List.of(PLACEHOLDER))
                && event.attachments().size() == 1) {
            emit(client, answer);
        }
    }

    /** Only when the argument is an object that has an attachment between two texts. */
    private static void answerMixed(SocketIoClient client, SocketIoPacket.Event event, String answer) {
        Map<String, RawJson> expected =
                Map.of("hello", RawJson.string("lol"), "message", PLACEHOLDER, "goodbye", RawJson.string("gotcha"));
        if (event.arguments().getFirst().members().equals(expected)) {
            emit(client, answer);
        }
    }

    /** Only when these events came before. */
    private void answerAfter(SocketIoClient client, Set<String> before, String answer) {
        if (heard.containsAll(before)) {
            emit(client, answer);
        }
    }

    private static void answer(SocketIoClient client, SocketIoPacket.Event event, RawJson argument) {
        event.ackId().ifPresent(id -> client.ack(SocketIoPacket.Ack.of(client.namespace(), id, List.of(argument))));
    }

    private static void emit(SocketIoClient client, String event, RawJson... arguments) {
        client.emit(SocketIoPacket.Event.of(client.namespace(), event, List.of(arguments)));
    }

    private static void emitBytes(SocketIoClient client, String event) {
        client.emit(new SocketIoPacket.Event(
                client.namespace(), OptionalLong.empty(), event, List.of(PLACEHOLDER), List.of(BYTES)));
    }

    /** How the client came, as applications on other servers see it. */
    private RawJson handshake(SocketIoClient client) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("headers", texts(request.headers()));
        members.put("time", RawJson.string(Instant.now().toString()));
        members.put("address", RawJson.string(request.address()));
        members.put("xdomain", RawJson.bool(request.headers().containsKey("origin")));
        members.put("secure", RawJson.bool(false));
        members.put("issued", RawJson.number(System.currentTimeMillis()));
        members.put("url", RawJson.string(request.uri()));
        members.put("query", texts(request.query()));
        members.put("auth", authByNamespace.getOrDefault(client.namespace(), RawJson.EMPTY_OBJECT));
        return RawJson.object(members);
    }

    private static RawJson texts(Map<String, List<String>> valuesByName) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        valuesByName.forEach((name, values) -> members.put(name, RawJson.string(values.getLast())));
        return RawJson.object(members);
    }

    /** As JavaScript writes a date into JSON. */
    private static RawJson now() {
        return RawJson.string(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static RawJson json(String text) {
        return RawJson.parse(text, JsonLimits.CLIENT);
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        if (ack.id() == ASKED && ack.arguments().equals(EXPECTED_ACK)) {
            emit(client, "got it");
        }
    }

    @Override
    public void left(SocketIoClient client) {
        authByNamespace.remove(client.namespace());
    }
}
