package io.queuewire.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: anything between nothing and a ceiling that doubles each time (full jitter), so that
 * many relays that fail together do not come back together. Not thread-safe.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_CONFIGURATION = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure. */
    Duration next(Fault.Kind kind) {
        long longest = switch (kind) {
            case PASSING -> LONGEST.toNanos();
            case CONFIGURATION -> LONGEST_CONFIGURATION.toNanos();
        };
        long ceiling = Math.min(longest, FIRST.toNanos() << Math.min(failures, 16));
        failures++;
        return Duration.ofNanos(random.nextLong(ceiling + 1));
    }

    void reset() {
        failures = 0;
    }
}
