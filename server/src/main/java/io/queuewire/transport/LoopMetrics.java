package io.queuewire.transport;

import java.time.Duration;

/** What event loops measure of themselves. Called on every loop; must not block. */
public interface LoopMetrics {

    LoopMetrics NONE = lag -> {};

    /** A task of a loop ran this much later than it was due. */
    void late(Duration lag);
}
