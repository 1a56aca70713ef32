package io.queuewire.transport;

import java.time.Duration;

/**
 * How long a peer may leave each part of HTTP half done.
 *
 * @param firstByte from the connection to the first byte of a request
 * @param header from a request's first byte to the end of its header, however it trickles in
 * @param body for a body, and one second more for each {@link #BYTES_PER_SECOND} bytes of it that came
 * @param idle from one answer to the next request
 */
public record HttpDeadlines(Duration firstByte, Duration header, Duration body, Duration idle) {

    /** A slower upload than this runs out of time. */
    static final int BYTES_PER_SECOND = 16 * 1024;

    /** The documented deadlines. */
    public static final HttpDeadlines DOCUMENTED = new HttpDeadlines(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(15));

    public HttpDeadlines {
        requirePositive("first byte", firstByte);
        requirePositive("header", header);
        requirePositive("body", body);
        requirePositive("idle", idle);
    }

    private static void requirePositive(String name, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(name + " deadline " + deadline + ": expected more than zero");
        }
    }

    /** The time for a body of which so many bytes have come. */
    Duration bodyAfter(long received) {
        return body.plusSeconds(received / BYTES_PER_SECOND);
    }
}
