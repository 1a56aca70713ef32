package io.queuewire.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** WebSocket frames as a client sends them, right ones and wrong ones. */
public final class ClientFrame {

    public static final int FINAL = 0x80;
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x5A, (byte) 0xC3, 0x3C, (byte) 0xA5};

    private ClientFrame() {}

    /** A whole text message in one frame. */
    public static byte[] text(String text) {
        return of(FINAL | TEXT, utf8(text));
    }

    public static byte[] binary(byte[] bytes) {
        return of(FINAL | BINARY, bytes);
    }

    public static byte[] ping(String payload) {
        return of(FINAL | PING, utf8(payload));
    }

    public static byte[] pong(String payload) {
        return of(FINAL | PONG, utf8(payload));
    }

    public static byte[] close(int code) {
        return close(code, new byte[0]);
    }

    public static byte[] close(int code, byte[] reason) {
        return of(
                FINAL | CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    /** A masked frame with any first byte and the shortest length that fits. */
    public static byte[] of(int first, byte[] payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % MASK.length];
        }
        return concat(header(first, MASKED, payload.length), MASK, masked);
    }

    public static byte[] unmasked(int first, byte[] payload) {
        return concat(header(first, 0, payload.length), payload);
    }

    /** Only the head of a masked frame, which claims a length in eight bytes. */
    public static byte[] headWithLongLength(int first, long length) {
        return concat(
                ByteBuffer.allocate(10)
                        .put((byte) first)
                        .put((byte) (MASKED | 127))
                        .putLong(length)
                        .array(),
                MASK);
    }

    /** Only the head of a masked frame, which claims a length in two bytes. */
    public static byte[] headWithShortLength(int first, int length) {
        return concat(
                ByteBuffer.allocate(4)
                        .put((byte) first)
                        .put((byte) (MASKED | 126))
                        .putShort((short) length)
                        .array(),
                MASK);
    }

    private static byte[] header(int first, int masked, int length) {
        if (length < 126) {
            return new byte[] {(byte) first, (byte) (masked | length)};
        }
        if (length <= 0xFFFF) {
            return new byte[] {(byte) first, (byte) (masked | 126), (byte) (length >> 8), (byte) length};
        }
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) (masked | 127))
                .putLong(length)
                .array();
    }

    public static byte[] concat(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
