package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.queuewire.hub.SendBatch;
import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An event loop as the thread of a shard.
 *
 * <p>What is due in a tenth of a second or later, as heartbeats and deadlines are, goes to the loop's wheel and may run a
 * few milliseconds late.
 */
final class LoopExecutor implements ShardExecutor {

    private static final Duration COARSE = Duration.ofMillis(100);

    private final EventLoop loop;
    private final SocketSends sends;
    private final TimeoutWheel wheel;

    LoopExecutor(EventLoop loop, SocketSends sends) {
        this.loop = loop;
        this.sends = sends;
        this.wheel = new TimeoutWheel(this::alarm, () -> loop.ticker().nanoTime());
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    @Override
    public SendBatch batch() {
        return sends;
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        return delay.compareTo(COARSE) < 0 ? alarm(delay, task) : wheel.schedule(delay, task);
    }

    private Timeout alarm(Duration delay, Runnable task) {
        Future<?> scheduled = loop.schedule(new LoopTask(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
