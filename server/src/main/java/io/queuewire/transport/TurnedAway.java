package io.queuewire.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that were more than a limit allows. They are dropped without an answer, which costs the relay least; so the log
 * tells its operator, at most once a minute. Safe for any thread.
 */
final class TurnedAway {

    private static final Logger log = LoggerFactory.getLogger(TurnedAway.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong nextWord;

    TurnedAway(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextWord = new AtomicLong(nanoTime.getAsLong());
    }

    /** One more; the limit is named by its key. */
    void by(String key, int limit) {
        untold.incrementAndGet();
        long now = nanoTime.getAsLong();
        long next = nextWord.get();
        if (now - next >= 0 && nextWord.compareAndSet(next, now + PAUSE_NANOS)) {
            log.warn("{} ({}) is reached, connections turned away: {}", key, limit, untold.getAndSet(0));
        }
    }
}
