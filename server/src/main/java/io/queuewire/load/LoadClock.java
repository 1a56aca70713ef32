package io.queuewire.load;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Microseconds that never go back, and how events write them. Since 1970: where the wall clock was at the start, and a
 * steady clock from there.
 */
public final class LoadClock {

    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    /** Times below this are milliseconds: as microseconds they would lie in 1973. */
    private static final long LEAST_MICROS = 100_000_000_000_000L;

    private final TimeBase base;
    private final long ahead;

    LoadClock(TimeBase base, Clock wallClock) {
        this.base = base;
        this.ahead = switch (base) {
            case EPOCH -> micros(wallClock.instant()) - steadyMicros();
            case STEADY -> 0;
        };
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * MICROS + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    private static long steadyMicros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    long micros() {
        return ahead + steadyMicros();
    }

    /** What an event is to carry that was due some time ago. */
    long written(long lateNanos) {
        long due = micros() - TimeUnit.NANOSECONDS.toMicros(lateNanos);
        return switch (base) {
            case EPOCH -> due;
            case STEADY -> TimeUnit.MICROSECONDS.toNanos(due);
        };
    }

    /** The time that an event carries. */
    long micros(long written) {
        return switch (base) {
            case EPOCH -> written < LEAST_MICROS ? TimeUnit.MILLISECONDS.toMicros(written) : written;
            case STEADY -> TimeUnit.NANOSECONDS.toMicros(written);
        };
    }
}
