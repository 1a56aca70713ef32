package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Finds the number behind a member's name in JSON by its bytes, without parsing.
 *
 * <p>The messages of a server look alike, so it looks first where the name was the last time. The name must be directly
 * followed by a colon, at any depth; of several places the usual one counts, else the first. One for each thread.
 */
final class NumberScan {

    /** What a message without the member has. */
    static final long NONE = -1;

    private static final int MOST_DIGITS = 18;

    private final byte[] marker;
    private int usualOffset;

    NumberScan(String member) {
        this.marker = ("\"" + member + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** The whole part of the number, or {@link #NONE} when there is no such member or its value is not a positive number. */
    long find(ByteBuf bytes, int from, int end) {
        int usual = from + usualOffset;
        if (!isAt(bytes, usual, end)) {
            usual = search(bytes, from, end);
            if (usual < 0) {
                return NONE;
            }
            usualOffset = usual - from;
        }
        return number(bytes, usual + marker.length, end);
    }

    private int search(ByteBuf bytes, int from, int end) {
        int at = bytes.indexOf(from, end, marker[0]);
        while (at >= 0 && !isAt(bytes, at, end)) {
            at = bytes.indexOf(at + 1, end, marker[0]);
        }
        return at;
    }

    private boolean isAt(ByteBuf bytes, int at, int end) {
        if (at + marker.length > end) {
            return false;
        }
        for (int i = 0; i < marker.length; i++) {
            if (bytes.getByte(at + i) != marker[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuf bytes, int from, int end) {
        int start = from;
        while (start < end && bytes.getByte(start) == ' ') {
            start++;
        }
        long number = 0;
        int at = start;
        while (at < end && at - start < MOST_DIGITS && isDigit(bytes.getByte(at))) {
            number = number * 10 + bytes.getByte(at) - '0';
            at++;
        }
        return at == start ? NONE : number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
