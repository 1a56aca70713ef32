package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import io.queuewire.session.SocketIoEvent;
import io.queuewire.session.SocketIoSession;
import java.util.List;
import java.util.Optional;

/** A Socket.IO event over WebSocket: one text frame, then one binary frame for each attachment. */
final class SocketIoWebSocketFormat implements WireFormat {

    private final boolean positions;

    /** @param positions whether clients get the position of each event, to come back with */
    SocketIoWebSocketFormat(boolean positions) {
        this.positions = positions;
    }

    @Override
    public String protocol() {
        return SocketIoSession.PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        List<EngineIoPacket> packets =
                SocketIoEvent.packets(message, positions ? Optional.of(position) : Optional.empty());
        int size = packets.stream().mapToInt(EngineIoFrames::size).sum();
        ByteBuf frames = ByteBufAllocator.DEFAULT.directBuffer(size);
        packets.forEach(packet -> EngineIoFrames.write(packet, frames));
        return new EncodedBytes(frames);
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        return EncodedBytes.joined(messages);
    }
}
