package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures again and again how late an event loop runs what is due, for as long as the loop lives.
 *
 * <p>The measuring is the loop's own; what it found can be asked by any thread, also while the loop does not get on.
 */
public final class LoopProbe {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final EventLoop loop;
    private final LoopMetrics metrics;
    private volatile @Nullable Thread thread;
    private volatile long due;
    private volatile long seen;

    private LoopProbe(EventLoop loop, LoopMetrics metrics) {
        this.loop = loop;
        this.metrics = metrics;
        this.seen = System.nanoTime();
    }

    static LoopProbe start(EventLoop loop, LoopMetrics metrics) {
        LoopProbe probe = new LoopProbe(loop, metrics);
        probe.schedule();
        return probe;
    }

    private void schedule() {
        due = System.nanoTime() + PERIOD_NANOS;
        var unused = loop.schedule(new LoopTask(this::measure), PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    private void measure() {
        thread = Thread.currentThread();
        seen = System.nanoTime();
        if (!loop.isShuttingDown()) {
            Duration lag = overdue();
            schedule();
            metrics.late(lag);
        }
    }

    /** The thread of the loop, once it has been measured. */
    public Optional<Thread> thread() {
        return Optional.ofNullable(thread);
    }

    /** By how much the loop is late now with what is due: nothing for one that gets on, or has ended. */
    public Duration overdue() {
        return loop.isShuttingDown() ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - due));
    }

    /** How long ago the loop last ran what was due; short for one that gets on. */
    public Duration sinceSeen() {
        return Duration.ofNanos(System.nanoTime() - seen);
    }

    /** How many tasks wait for the loop, apart from those that are due later. */
    public int pendingTasks() {
        return loop instanceof SingleThreadEventExecutor counting ? counting.pendingTasks() : 0;
    }
}
