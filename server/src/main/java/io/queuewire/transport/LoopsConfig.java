package io.queuewire.transport;

import java.time.Duration;

/**
 * How the event loops of a process are made.
 *
 * @param kind how they wait for the kernel
 * @param threads how many there are
 * @param linger how long their shards gather messages before they write; zero writes at once
 */
public record LoopsConfig(TransportKind kind, int threads, Duration linger) {

    public LoopsConfig {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads: expected at least 1");
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger " + linger + ": expected none or more");
        }
    }

    /** Loops that write at once. */
    public static LoopsConfig of(TransportKind kind, int threads) {
        return new LoopsConfig(kind, threads, Duration.ZERO);
    }

    LoopsConfig on(TransportKind other) {
        return new LoopsConfig(other, threads, linger);
    }
}
