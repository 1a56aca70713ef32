package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An event loop as the thread of a shard. */
record LoopExecutor(EventLoop loop) implements ShardExecutor {

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Future<?> scheduled = loop.schedule(new LoopTask(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
