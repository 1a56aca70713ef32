package io.queuewire.intake;

import java.time.Duration;
import java.util.Arrays;

/**
 * How many calls a second a queue that fails may be made, by one gate or by several that share this. Safe for any thread.
 */
final class OutagePace {

    /** A second, and some more: calls do not take equally long to arrive. */
    private static final long SECOND = Duration.ofMillis(1_100).toNanos();

    /** The latest calls, in a ring as long as the number of calls that an outage allows in a second. */
    private final long[] calls;

    private int latest;

    OutagePace(int callsPerSecond, Ticker ticker) {
        this.calls = new long[callsPerSecond];
        Arrays.fill(calls, ticker.nanos() - SECOND);
    }

    /** From when on one more call may be made. */
    synchronized long next() {
        return calls[(latest + 1) % calls.length] + SECOND;
    }

    /** A call begins now, or is known now to have failed. Calls to a queue that works are not told. */
    synchronized void count(long now) {
        latest = (latest + 1) % calls.length;
        calls[latest] = now;
    }

    /** The call that was counted last is not made after all. */
    synchronized void takeBack() {
        calls[latest] -= SECOND;
        latest = (latest + calls.length - 1) % calls.length;
    }
}
