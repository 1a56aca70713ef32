package io.queuewire.socketio;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.ConnectError;
import io.queuewire.socketio.SocketIoPacket.Connected;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Packets as text, the content of one Engine.IO text message (Socket.IO protocol 5, "Packet encoding"). A packet's
 * {@link SocketIoPacket#attachments() attachments} follow it as one binary message each, in their order. Stateless.
 */
public final class SocketIoEncoder {

    private SocketIoEncoder() {}

    public static String text(SocketIoPacket packet) {
        return switch (packet) {
            case Connect connect -> {
                StringBuilder text = header(PacketType.CONNECT, connect.namespace());
                connect.auth().ifPresent(text::append);
                yield text.toString();
            }
            case Connected connected -> header(PacketType.CONNECT, connected.namespace()) + reply(connected);
            case ConnectError error -> header(PacketType.CONNECT_ERROR, error.namespace()) + reason(error);
            case Disconnect disconnect ->
                header(PacketType.DISCONNECT, disconnect.namespace()).toString();
            case Event event -> event(event);
            case Ack ack -> ack(ack);
        };
    }

    /**
     * An event from its parts, for whoever sends the same one to many clients.
     *
     * @param name a JSON string
     * @param arguments may hold placeholders for that many attachments
     * @param attachments how many binary messages will follow
     */
    public static String event(Namespace namespace, RawJson name, List<RawJson> arguments, int attachments) {
        return openEvent(namespace, OptionalLong.empty(), name, arguments, attachments)
                .append(']')
                .toString();
    }

    /**
     * The same event for clients that may come back and tell what they saw last.
     *
     * @param position goes behind the arguments as a string: the official clients keep the last argument of an event, if
     *     it is a string, and send it when they reconnect
     */
    public static String event(
            Namespace namespace, RawJson name, List<RawJson> arguments, int attachments, String position) {
        return openEvent(namespace, OptionalLong.empty(), name, arguments, attachments)
                .append(',')
                .append(RawJson.string(position))
                .append(']')
                .toString();
    }

    private static String event(Event event) {
        RawJson name = RawJson.string(event.name());
        int attachments = event.attachments().size();
        return openEvent(event.namespace(), event.ackId(), name, event.arguments(), attachments)
                .append(']')
                .toString();
    }

    private static StringBuilder openEvent(
            Namespace namespace, OptionalLong ackId, RawJson name, List<RawJson> arguments, int attachments) {
        StringBuilder text = attachments == 0
                ? header(PacketType.EVENT, namespace)
                : header(PacketType.BINARY_EVENT, attachments, namespace);
        ackId.ifPresent(text::append);
        text.append('[').append(name);
        arguments.forEach(argument -> text.append(',').append(argument));
        return text;
    }

    private static String ack(Ack ack) {
        int attachments = ack.attachments().size();
        StringBuilder text = attachments == 0
                ? header(PacketType.ACK, ack.namespace())
                : header(PacketType.BINARY_ACK, attachments, ack.namespace());
        return text.append(ack.id()).append(RawJson.array(ack.arguments())).toString();
    }

    private static StringBuilder header(PacketType type, Namespace namespace) {
        return new StringBuilder().append(type.digit()).append(namespace.prefix());
    }

    private static StringBuilder header(PacketType type, int attachments, Namespace namespace) {
        return new StringBuilder()
                .append(type.digit())
                .append(attachments)
                .append('-')
                .append(namespace.prefix());
    }

    private static String reply(Connected connected) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("sid", RawJson.string(connected.sid()));
        connected.pid().ifPresent(pid -> members.put("pid", RawJson.string(pid)));
        return RawJson.object(members).text();
    }

    private static String reason(ConnectError error) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("message", RawJson.string(error.message()));
        error.data().ifPresent(data -> members.put("data", data));
        return RawJson.object(members).text();
    }
}
