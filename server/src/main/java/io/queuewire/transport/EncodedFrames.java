package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.queuewire.hub.EncodedMessage;

/**
 * A message as whole WebSocket frames in one buffer that all clients share.
 *
 * @param frames never changes; each client gets a retained duplicate
 */
record EncodedFrames(ByteBuf frames) implements EncodedMessage {

    @Override
    public void close() {
        frames.release();
    }
}
