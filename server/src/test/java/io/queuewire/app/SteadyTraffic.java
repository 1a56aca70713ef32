package io.queuewire.app;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Publishes 1, 2, 3 and so on to everyone, each when it is due, and late ones as soon as it can.
 *
 * <p>Started and ended by one thread; asked by any.
 */
final class SteadyTraffic implements AutoCloseable {

    private final ReplayRelay relay;
    private final Duration interval;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile long begin;
    private volatile long published;
    private volatile long last = Long.MAX_VALUE;

    SteadyTraffic(ReplayRelay relay, Duration interval) {
        this.relay = relay;
        this.interval = interval;
    }

    void start() {
        begin = System.nanoTime();
        Future<?> unused = thread.scheduleAtFixedRate(
                this::publishNext, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // on one thread
    private void publishNext() {
        relay.publish(published + 1);
        published++;
    }

    /** The latest number that is with every client who is live. */
    long published() {
        return published;
    }

    /** How long ago a number was due. */
    long nanosSinceDue(long number) {
        return System.nanoTime() - begin - number * interval.toNanos();
    }

    /** Publishes a last number and no more after it. */
    void finish() throws InterruptedException, ExecutionException {
        thread.submit(() -> {
                    last = published + 1;
                    publishNext();
                    thread.shutdownNow();
                })
                .get();
    }

    boolean isLast(long number) {
        return number == last;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
