package io.queuewire.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    long find(byte[] bytes, int from, int end) {
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

    private int search(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            if (isAt(bytes, at, end)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int at, int end) {
        return at + marker.length <= end && Arrays.equals(bytes, at, at + marker.length, marker, 0, marker.length);
    }

    private static long number(byte[] bytes, int from, int end) {
        int start = from;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        long number = 0;
        int at = start;
        while (at < end && at - start < MOST_DIGITS && isDigit(bytes[at])) {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        return at == start ? NONE : number;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
