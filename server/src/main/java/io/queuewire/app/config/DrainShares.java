package io.queuewire.app.config;

import java.time.Duration;

/**
 * How the time of a stop is shared out.
 *
 * @param limit how long the whole stop may take
 * @param poll how long a poll that is under way may last
 * @param goodbyes what clients are to get: {@code drain.grace} and {@code drain.spread}
 */
public record DrainShares(Duration limit, Duration poll, Duration goodbyes) {

    private static final Duration USUAL_LAST_STEPS = Duration.ofSeconds(3);
    /** From the end of a healthy poll until what it brought is settled. */
    private static final Duration SETTLEMENT = Duration.ofSeconds(2);

    public static DrainShares of(ServerConfig config) {
        ServerConfig.Drain drain = config.drain();
        return new DrainShares(
                drain.limit(), config.queue().waitTime(), drain.grace().plus(drain.spread()));
    }

    /**
     * What queues get at most to settle what is in hand. What clients are to get is kept for them, unless a poll would have
     * to be cut for it or it would be more than half: a message that is not settled stays hidden for long, and clients come
     * back however fast they were told to go.
     */
    public Duration queues() {
        Duration most = limit.minus(lastSteps());
        return shorter(most, longer(forPolls(), longer(limit.dividedBy(2), most.minus(goodbyes))));
    }

    /** What is left for clients that have been told to go and for the event loops. */
    public Duration lastSteps() {
        return shorter(USUAL_LAST_STEPS, limit.dividedBy(2));
    }

    /** What of the last steps is left when clients are no longer waited for. */
    public Duration closing() {
        return lastSteps().dividedBy(3);
    }

    /** What a stop may take when all is well. */
    public Duration needed() {
        return forPolls().plus(goodbyes).plus(USUAL_LAST_STEPS);
    }

    /** Whether a poll that is under way can end by itself. */
    public boolean leavesPolls() {
        return limit.compareTo(forPolls().plus(USUAL_LAST_STEPS)) >= 0;
    }

    private Duration forPolls() {
        return poll.plus(SETTLEMENT);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
