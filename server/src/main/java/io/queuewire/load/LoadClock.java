package io.queuewire.load;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Microseconds since 1970 that never go back: where the wall clock was at the start, and a steady clock from there. */
final class LoadClock {

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    /** Times below this are milliseconds: as microseconds they would lie in 1973. */
    private static final long LEAST_MICROS = 100_000_000_000_000L;

    private final long ahead;

    LoadClock(Clock wallClock) {
        Instant now = wallClock.instant();
        long micros = now.getEpochSecond() * MICROS + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        this.ahead = micros - TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    long micros() {
        return ahead + TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    /** A time that somebody else wrote, in microseconds or in milliseconds. */
    static long micros(long written) {
        return written < LEAST_MICROS ? TimeUnit.MILLISECONDS.toMicros(written) : written;
    }
}
