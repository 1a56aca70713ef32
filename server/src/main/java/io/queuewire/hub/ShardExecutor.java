package io.queuewire.hub;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread that a shard and its clients live on.
 *
 * <p>{@link #execute} may be called from any thread and throws {@link java.util.concurrent.RejectedExecutionException}
 * once the thread is stopping.
 */
public interface ShardExecutor extends Executor {

    /** Whether the caller is that thread. */
    boolean isCurrent();

    /** Where links of this thread leave what they are sent together; always the same. */
    default SendBatch batch() {
        return SendBatch.NONE;
    }

    /** Runs a task on that thread after a delay. To be called on that thread. */
    Timeout schedule(Duration delay, Runnable task);

    /** A task that is due later. */
    interface Timeout {

        /** Keeps the task from running; nothing happens when it has run. To be called on its thread. */
        void cancel();
    }
}
