package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.queuewire.hub.EncodedMessage;
import java.util.List;

/**
 * A message as it goes over the wire, framed, in one buffer that all clients share.
 *
 * @param bytes never change; each client gets a retained duplicate
 */
record EncodedBytes(ByteBuf bytes) implements EncodedMessage {

    /** The bytes of several messages behind each other, copied. */
    static EncodedBytes joined(List<EncodedMessage> messages) {
        int size = messages.stream().mapToInt(EncodedMessage::size).sum();
        ByteBuf joined = ByteBufAllocator.DEFAULT.directBuffer(size);
        for (EncodedMessage message : messages) {
            ByteBuf bytes = ((EncodedBytes) message).bytes;
            joined.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
        }
        return new EncodedBytes(joined);
    }

    @Override
    public int size() {
        return bytes.capacity();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
