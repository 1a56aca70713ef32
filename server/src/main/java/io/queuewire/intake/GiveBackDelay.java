package io.queuewire.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** For how long a message rests that is given back: the longer, the more often it was received, with jitter. */
record GiveBackDelay(RandomGenerator random) {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;

    /** Between half of the delay and all of it, in whole seconds as the queue wants them, at least one. */
    Duration after(int receiveCount) {
        long delay = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(receiveCount - 1, 16));
        return Duration.ofSeconds(Math.ceilDiv(random.nextLong(delay / 2, delay + 1), 1_000));
    }
}
