package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Small WebSocket frames as a client sends them.
 *
 * <p>The mask is zero: it is there for browsers, whose pages must not choose the bytes on the wire.
 */
final class MaskedFrames {

    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int NO_MASK = 0;
    private static final int HEADER = 6;
    private static final int MOST = 125;

    private MaskedFrames() {}

    /** @param payload at most 125 bytes, which are copied */
    static ByteBuf frame(ByteBufAllocator alloc, int opcode, ByteBuf payload) {
        int length = Math.min(MOST, payload.readableBytes());
        return alloc.buffer(HEADER + length)
                .writeByte(FINAL | opcode)
                .writeByte(MASKED | length)
                .writeInt(NO_MASK)
                .writeBytes(payload, payload.readerIndex(), length);
    }
}
