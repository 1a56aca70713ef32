package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;

/** A Socket.IO event over WebSocket: one text frame, then one binary frame for each attachment. */
final class SocketIoWebSocketFormat implements WireFormat {

    static final String PROTOCOL = "socketio";

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        String text = EngineIoCodec.encodeText(new EngineIoPacket.Message(SocketIoEncoder.event(
                new Namespace(message.namespace()),
                RawJson.string(message.event()),
                message.arguments(),
                message.attachments().size())));
        int size = Frames.largest(ByteBufUtil.utf8Bytes(text));
        for (byte[] attachment : message.attachments()) {
            size += Frames.largest(attachment.length);
        }
        ByteBuf frames = ByteBufAllocator.DEFAULT.directBuffer(size);
        Frames.writeText(frames, text);
        message.attachments().forEach(attachment -> Frames.writeBinary(frames, attachment));
        return new EncodedFrames(frames.asReadOnly());
    }
}
