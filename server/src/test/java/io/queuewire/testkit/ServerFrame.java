package io.queuewire.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame as a server sent it. */
public final class ServerFrame {

    public static final int CLOSE = 0x88;

    private final int first;
    private final byte[] payload;

    ServerFrame(int first, byte[] payload) {
        this.first = first;
        this.payload = payload;
    }

    /** Its first byte: final bit, reserved bits, opcode. */
    public int first() {
        return first;
    }

    public byte[] payload() {
        return payload;
    }

    /** A whole text message in one frame; fails when this is anything else. */
    public String text() {
        require(0x81);
        return new String(payload, StandardCharsets.UTF_8);
    }

    public byte[] binary() {
        require(0x82);
        return payload;
    }

    public byte[] pong() {
        require(0x8A);
        return payload;
    }

    /** The code of a close frame; 1005, as in RFC 6455, when it names none. */
    public int closeCode() {
        require(CLOSE);
        return payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    private void require(int expected) {
        if (first != expected) {
            throw new AssertionError(
                    "expected a frame that begins with " + Integer.toHexString(expected) + ": " + this);
        }
    }

    @Override
    public String toString() {
        return Integer.toHexString(first) + " " + payload.length + " bytes "
                + new String(payload, StandardCharsets.ISO_8859_1);
    }
}
