package io.queuewire.app;

import java.time.Duration;

/**
 * How the time of a stop is shared out.
 *
 * @param limit how long the whole stop may take
 */
record DrainShares(Duration limit) {

    private static final Duration USUAL_LAST_STEPS = Duration.ofSeconds(3);

    /** What queues get to settle what is in hand: at least half, since a message that is not settled stays hidden for long. */
    Duration queues() {
        return limit.minus(lastSteps());
    }

    /** What is left for clients that have been told to go and for the event loops. */
    Duration lastSteps() {
        Duration half = limit.dividedBy(2);
        return half.compareTo(USUAL_LAST_STEPS) < 0 ? half : USUAL_LAST_STEPS;
    }

    /** What of the last steps is left when clients are no longer waited for. */
    Duration closing() {
        return lastSteps().dividedBy(3);
    }
}
