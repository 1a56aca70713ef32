package io.queuewire.bench.fanout;

import java.util.OptionalLong;

/**
 * How far a server may publish: so many messages beyond what the crowd has received. Numbers begin with 1. For one thread.
 */
final class Credit {

    /** A grant may get lost, and nothing would ever move again. */
    private static final long REPEAT_NANOS = 200_000_000;

    private static final int PARTS = 4;

    private final long window;
    private final long end;
    private long granted;
    private long grantedAt;

    /**
     * Grants the first window.
     *
     * @param window most messages under way
     * @param count most messages in all
     */
    Credit(long window, long count, long now) {
        this.window = window;
        this.end = count + 1;
        this.granted = Math.min(end, 1 + window);
        this.grantedAt = now;
    }

    /** The number below which messages may be published. */
    long granted() {
        return granted;
    }

    /** A grant that is worth being sent, after so many messages were received. */
    OptionalLong next(long received, long now) {
        long possible = Math.min(end, received + 1 + window);
        boolean isMore = possible - granted >= (window + PARTS - 1) / PARTS || (possible == end && granted < end);
        if (!isMore && now - grantedAt < REPEAT_NANOS) {
            return OptionalLong.empty();
        }
        granted = Math.max(granted, possible);
        grantedAt = now;
        return OptionalLong.of(granted);
    }
}
