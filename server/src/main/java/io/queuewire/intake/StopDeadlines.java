package io.queuewire.intake;

import java.time.Duration;

/**
 * Up to when a stop waits for what; moments of one ticker.
 *
 * @param polls when polls that are still under way hang
 * @param handOffs when what has no outcome is given back
 * @param settlement when what the queue has not been told yet stays untold
 */
record StopDeadlines(long polls, long handOffs, long settlement) {

    /** How much longer than its wait a healthy poll may take. */
    private static final Duration ANSWER = Duration.ofSeconds(2);
    /** What the last settlement may take, at most a third of the stop. */
    private static final Duration USUAL_SETTLEMENT = Duration.ofSeconds(3);
    /** The same when a poll needs the time to end. */
    private static final Duration SHORT_SETTLEMENT = Duration.ofSeconds(1);

    /** The deadlines of a stop that begins now and takes at most so long. */
    static StopDeadlines of(long now, Duration most, Duration pollWait) {
        long end = now + most.toNanos();
        long pollsHang = now + pollWait.plus(ANSWER).toNanos();
        long third = most.toNanos() / 3;
        long handOffs = Math.max(
                end - Math.min(USUAL_SETTLEMENT.toNanos(), third),
                Math.min(pollsHang, end - Math.min(SHORT_SETTLEMENT.toNanos(), third)));
        return new StopDeadlines(Math.min(pollsHang, handOffs), handOffs, end);
    }
}
