package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.queuewire.hub.EncodedMessage;

/**
 * A message as it goes over the wire, framed, in one buffer that all clients share.
 *
 * @param bytes never change; each client gets a retained duplicate
 */
record EncodedBytes(ByteBuf bytes) implements EncodedMessage {

    @Override
    public int size() {
        return bytes.capacity();
    }

    @Override
    public void close() {
        bytes.release();
    }
}
