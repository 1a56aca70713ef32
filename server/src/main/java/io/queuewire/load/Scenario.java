package io.queuewire.load;

/** What a crowd does after all of it has connected. */
public sealed interface Scenario {

    /** Receives. */
    record Fanout() implements Scenario {}

    /** Only answers heartbeats. */
    record Idle() implements Scenario {}

    /**
     * Leaves and comes back at once, after a quarter of the time.
     *
     * @param staying how many clients stay
     */
    record Storm(int staying) implements Scenario {}

    /**
     * Receives, but for some clients, which read nothing.
     *
     * @param every one client in so many reads nothing
     */
    record Slow(int every) implements Scenario {}

    /**
     * Receives, while some clients leave and come back all the time.
     *
     * @param perSecond how many do
     */
    record Churn(int perSecond) implements Scenario {}

    /** The name as a command line writes it. */
    default String key() {
        return switch (this) {
            case Fanout fanout -> "fanout";
            case Idle idle -> "idle";
            case Storm storm -> "storm";
            case Slow slow -> "slow";
            case Churn churn -> "churn";
        };
    }

    /** Whether a client never reads. */
    default boolean isSlow(int client) {
        return this instanceof Slow(int every) && client % every == every - 1;
    }

    /** Whether a client's latencies count: of a storm only those of clients that stay, if any do. */
    default boolean isTimed(int client) {
        return !isSlow(client) && !(this instanceof Storm(int staying) && staying > 0 && client >= staying);
    }
}
