package io.queuewire.session;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** An application that remembers what happens; it knows every namespace but {@code /denied} and {@code /unknown}. */
final class RecordingHandler implements SocketIoHandler {

    private final List<String> log = new ArrayList<>();
    private final Map<String, SocketIoClient> clientByNamespace = new HashMap<>();
    private int told;

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        log.add("admit " + namespace + auth.map(json -> " " + json.text()).orElse(""));
        return switch (namespace.name()) {
            case "/unknown" -> new Admission.Denied("Invalid namespace", Optional.empty());
            case "/denied" -> new Admission.Denied("go away", Optional.of(RawJson.number(7)));
            default -> Admission.ADMITTED;
        };
    }

    @Override
    public void joined(SocketIoClient client) {
        log.add("joined " + client.namespace());
        clientByNamespace.put(client.namespace().name(), client);
        client.emit(SocketIoPacket.Event.of(client.namespace(), "welcome", List.of()));
    }

    @Override
    public void event(SocketIoClient client, SocketIoPacket.Event event) {
        log.add("event " + client.namespace() + " " + event.name() + id(event.ackId()) + texts(event.arguments())
                + bytes(event.attachments()));
    }

    private static String id(OptionalLong id) {
        return id.isPresent() ? " #" + id.getAsLong() : "";
    }

    private static String texts(List<RawJson> arguments) {
        return " " + arguments.stream().map(RawJson::text).toList();
    }

    private static String bytes(List<byte[]> attachments) {
        return attachments.isEmpty()
                ? ""
                : " " + attachments.stream().map(Arrays::toString).toList();
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        log.add("ack " + client.namespace() + " #" + ack.id() + texts(ack.arguments()) + bytes(ack.attachments()));
    }

    @Override
    public void left(SocketIoClient client) {
        log.add("left " + client.namespace());
    }

    /** What has happened since this was asked last. */
    List<String> news() {
        List<String> news = List.copyOf(log.subList(told, log.size()));
        told = log.size();
        return news;
    }

    /** The latest client of a namespace. */
    SocketIoClient client(String namespace) {
        return Objects.requireNonNull(clientByNamespace.get(namespace));
    }
}
