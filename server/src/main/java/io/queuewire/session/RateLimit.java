package io.queuewire.session;

/** A token bucket: so many a second on average, so many at once. Used by one thread. */
public final class RateLimit {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Rate rate;
    private double tokens;
    private long refilledAt;

    /** @param now in nanoseconds, of any clock that goes on evenly */
    public RateLimit(Rate rate, long now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.refilledAt = now;
    }

    /** Takes one token if there is one. */
    public boolean tryTake(long now) {
        tokens = Math.min(rate.burst(), tokens + (now - refilledAt) / NANOS_PER_SECOND * rate.perSecond());
        refilledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
