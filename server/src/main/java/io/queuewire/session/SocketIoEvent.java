package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the relay says a message in Socket.IO, whatever the transport. */
public final class SocketIoEvent {

    private SocketIoEvent() {}

    /**
     * The event, then its attachments.
     *
     * @param position where the event stands, for clients that may come back and tell; empty when they may not
     */
    public static List<EngineIoPacket> packets(PushMessage message, Optional<String> position) {
        List<EngineIoPacket> packets = new ArrayList<>(1 + message.attachments().size());
        packets.add(new EngineIoPacket.Message(text(message, position)));
        message.attachments().forEach(attachment -> packets.add(new EngineIoPacket.Binary(attachment)));
        return packets;
    }

    private static String text(PushMessage message, Optional<String> position) {
        Namespace namespace = new Namespace(message.namespace());
        RawJson name = RawJson.string(message.event());
        int attachments = message.attachments().size();
        return position.map(last -> SocketIoEncoder.event(namespace, name, message.arguments(), attachments, last))
                .orElseGet(() -> SocketIoEncoder.event(namespace, name, message.arguments(), attachments));
    }
}
