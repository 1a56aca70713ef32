package io.queuewire.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at something again and again, on a daemon thread of its own, until it is closed. */
final class Rounds implements AutoCloseable {

    private final Duration interval;
    private final Runnable look;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Rounds that have not begun.
     *
     * @param name of the thread
     * @param interval between the end of one look and the next one
     */
    Rounds(String name, Duration interval, Runnable look) {
        this.interval = interval;
        this.look = look;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No more looks; one that is under way is not waited for. */
    @Override
    public void close() {
        closed.countDown();
    }
}
