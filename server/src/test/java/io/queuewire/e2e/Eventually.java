package io.queuewire.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long the end-to-end tests wait for what must happen: long enough for a machine that is busy with other things. */
final class Eventually {

    static final Duration LIMIT = Duration.ofMinutes(1);

    private Eventually() {}

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}
