package io.queuewire.transport;

import java.time.Duration;

/**
 * How the event loops of a process are made.
 *
 * @param kind how they wait for the kernel
 * @param threads how many there are
 * @param linger how long their shards gather messages before they write; zero writes at once
 * @param waiting most deliveries that may wait for one loop; with more, messages are refused
 */
public record LoopsConfig(TransportKind kind, int threads, Duration linger, int waiting) {

    /** How many deliveries may wait where nobody needs more. */
    public static final int USUAL_WAITING = 16_384;

    public LoopsConfig {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: expected at least 1");
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger " + linger + ": expected none or more");
        }
        if (waiting < 1) {
            throw new IllegalArgumentException(waiting + " waiting deliveries: expected at least 1");
        }
    }

    /** Loops that write at once. */
    public static LoopsConfig of(TransportKind kind, int threads) {
        return new LoopsConfig(kind, threads, Duration.ZERO, USUAL_WAITING);
    }

    LoopsConfig on(TransportKind other) {
        return new LoopsConfig(other, threads, linger, waiting);
    }
}
