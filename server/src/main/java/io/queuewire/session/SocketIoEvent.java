package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;
import java.util.ArrayList;
import java.util.List;

/** How the relay says a message in Socket.IO, whatever the transport. */
public final class SocketIoEvent {

    private SocketIoEvent() {}

    /** The event, then its attachments. */
    public static List<EngineIoPacket> packets(PushMessage message) {
        List<EngineIoPacket> packets = new ArrayList<>(1 + message.attachments().size());
        packets.add(new EngineIoPacket.Message(SocketIoEncoder.event(
                new Namespace(message.namespace()),
                RawJson.string(message.event()),
                message.arguments(),
                message.attachments().size())));
        message.attachments().forEach(attachment -> packets.add(new EngineIoPacket.Binary(attachment)));
        return packets;
    }
}
