package io.queuewire.session;

import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a client again and again whether it is there (Engine.IO protocol 4, "Heartbeat").
 *
 * <p>The first ping comes at a random point of the interval, so that the pings of many clients that arrive together
 * spread out; not at its very beginning, where a client that has just arrived has other things to say. Each later ping
 * comes an interval after the last pong. On its shard's thread only.
 */
final class Heartbeat {

    /**
     * When to ask and how long to wait.
     *
     * @param interval from an answer to the next ping
     * @param timeout from a ping to its answer
     */
    record Schedule(Duration interval, Duration timeout) {

        private static final long ARRIVAL_NANOS = 200_000_000;

        /** A random point of the interval behind its first fifth of a second, or first three quarters if that is less. */
        Duration untilFirstPing(RandomGenerator random) {
            long longest = interval.toNanos();
            return Duration.ofNanos(random.nextLong(Math.min(ARRIVAL_NANOS, longest / 4 * 3), longest) + 1);
        }
    }

    private final Schedule schedule;
    private final ShardExecutor executor;
    private final Runnable ping;
    private final Runnable timedOut;
    private ShardExecutor.@Nullable Timeout next;
    private boolean awaitingPong;

    Heartbeat(Schedule schedule, ShardExecutor executor, Runnable ping, Runnable timedOut) {
        this.schedule = schedule;
        this.executor = executor;
        this.ping = ping;
        this.timedOut = timedOut;
    }

    void start() {
        next = executor.schedule(schedule.untilFirstPing(ThreadLocalRandom.current()), this::ask);
    }

    private void ask() {
        awaitingPong = true;
        next = executor.schedule(schedule.timeout(), timedOut);
        ping.run();
    }

    /** The client has answered; an answer that nobody asked for changes nothing. */
    void pong() {
        if (awaitingPong) {
            awaitingPong = false;
            stop();
            next = executor.schedule(schedule.interval(), this::ask);
        }
    }

    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
