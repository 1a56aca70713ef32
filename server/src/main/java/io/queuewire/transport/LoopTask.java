package io.queuewire.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task for later of an event loop, which does not fail in silence: the loop would keep the failure in a future that nobody
 * looks at.
 */
record LoopTask(Runnable task) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(LoopTask.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("a task of {} failed", Thread.currentThread().getName(), e);
        }
    }
}
