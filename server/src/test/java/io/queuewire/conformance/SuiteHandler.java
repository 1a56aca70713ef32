package io.queuewire.conformance;

import io.queuewire.json.RawJson;
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

/**
 * The application of the official Socket.IO suite: tells clients how they introduced themselves, sends back what they say.
 *
 * <p>It first takes a breath, unless the client speaks before. The suite listens for one message at a time, and a WebSocket
 * library that finds two in one TCP segment tells both at once: the greeting would be lost behind the answer to CONNECT.
 */
class SuiteHandler implements SocketIoHandler {

    private static final Set<String> NAMESPACES = Set.of("/", "/custom");
    private static final Duration BREATH = Duration.ofMillis(10);

    private final SocketIoSession session;
    private final Map<Namespace, RawJson> authByNamespace = new HashMap<>();
    private final Map<SocketIoClient, RawJson> greetings = new HashMap<>();

    SuiteHandler(SocketIoSession session) {
        this.session = session;
    }

    @Override
    public Admission admit(Namespace namespace, Optional<RawJson> auth) {
        if (!NAMESPACES.contains(namespace.name())) {
            return new Admission.Denied("Invalid namespace", Optional.empty());
        }
        authByNamespace.put(namespace, auth.orElse(RawJson.EMPTY_OBJECT));
        return Admission.ADMITTED;
    }

    @Override
    public void joined(SocketIoClient client) {
        greetings.put(client, authByNamespace.getOrDefault(client.namespace(), RawJson.EMPTY_OBJECT));
        session.executor().schedule(BREATH, () -> greet(client));
    }

    private void greet(SocketIoClient client) {
        RawJson auth = greetings.remove(client);
        if (auth != null) {
            client.emit(SocketIoPacket.Event.of(client.namespace(), "auth", List.of(auth)));
        }
    }

    @Override
    public void event(SocketIoClient client, SocketIoPacket.Event event) {
        greet(client);
        if (event.name().equals("message-with-ack")) {
            event.ackId()
                    .ifPresent(id -> client.ack(
                            new SocketIoPacket.Ack(client.namespace(), id, event.arguments(), event.attachments())));
        } else if (client.namespace().equals(Namespace.MAIN)) {
            mainEvent(client, event);
        }
    }

    /** An event in the main namespace; those that no suite knows are met with silence. */
    void mainEvent(SocketIoClient client, SocketIoPacket.Event event) {
        if (event.name().equals("message")) {
            client.emit(new SocketIoPacket.Event(
                    client.namespace(), OptionalLong.empty(), "message-back", event.arguments(), event.attachments()));
        }
    }

    @Override
    public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {
        // This application asks for none.
    }

    @Override
    public void left(SocketIoClient client) {
        greetings.remove(client);
        authByNamespace.remove(client.namespace());
    }
}
