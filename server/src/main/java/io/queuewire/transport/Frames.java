package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * WebSocket frames as a server writes them: final, unmasked, without extensions (RFC 6455, section 5.2).
 *
 * <p>They are written as whole buffers, behind any frame encoder, so that a broadcast is framed once for all clients.
 */
final class Frames {

    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FINAL = 0x80;
    private static final int LARGEST_HEADER = 10;

    private Frames() {}

    /** A text frame in a buffer of its own. */
    static ByteBuf text(ByteBufAllocator allocator, String text) {
        ByteBuf frame = allocator.directBuffer(LARGEST_HEADER + ByteBufUtil.utf8Bytes(text));
        writeText(frame, text);
        return frame;
    }

    static ByteBuf binary(ByteBufAllocator allocator, byte[] bytes) {
        ByteBuf frame = allocator.directBuffer(LARGEST_HEADER + bytes.length);
        writeBinary(frame, bytes);
        return frame;
    }

    static ByteBuf ping(ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(2);
        writeHeader(frame, PING, 0);
        return frame;
    }

    static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        ByteBuf frame = allocator.directBuffer(2 + payload.readableBytes());
        writeHeader(frame, PONG, payload.readableBytes());
        return frame.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }

    /** A close frame with a code and a few words, at most 123 bytes of them. */
    static ByteBuf close(ByteBufAllocator allocator, int code, String text) {
        byte[] reason = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = allocator.directBuffer(4 + reason.length);
        writeHeader(frame, CLOSE, 2 + reason.length);
        return frame.writeShort(code).writeBytes(reason);
    }

    /** A close frame that says nothing, the answer to one that said nothing. */
    static ByteBuf close(ByteBufAllocator allocator) {
        ByteBuf frame = allocator.directBuffer(2);
        writeHeader(frame, CLOSE, 0);
        return frame;
    }

    /** How many bytes a frame with so much payload takes at most. */
    static int largest(int payload) {
        return LARGEST_HEADER + payload;
    }

    static void writeText(ByteBuf out, String text) {
        writeHeader(out, TEXT, ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    static void writeBinary(ByteBuf out, byte[] bytes) {
        writeHeader(out, BINARY, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeHeader(ByteBuf out, int opcode, int length) {
        out.writeByte(FINAL | opcode);
        if (length < 126) {
            out.writeByte(length);
        } else if (length <= 0xFFFF) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
    }
}
