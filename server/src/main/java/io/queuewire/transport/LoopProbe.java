package io.queuewire.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Measures again and again how late an event loop runs what is due, for as long as the loop lives. */
final class LoopProbe implements Runnable {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final LoopMetrics metrics;
    private long due;

    private LoopProbe(EventLoop loop, LoopMetrics metrics) {
        this.loop = loop;
        this.metrics = metrics;
    }

    static void start(EventLoop loop, LoopMetrics metrics) {
        new LoopProbe(loop, metrics).schedule();
    }

    private void schedule() {
        due = System.nanoTime() + PERIOD_NANOS;
        var unused = loop.schedule(this, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        metrics.late(Duration.ofNanos(Math.max(0, System.nanoTime() - due)));
        if (!loop.isShuttingDown()) {
            schedule();
        }
    }
}
