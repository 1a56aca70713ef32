package io.queuewire.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that were more than one limit allows. They are dropped without an answer, which costs the relay least; so the
 * log tells its operator, at most once a minute. Safe for any thread.
 */
final class TurnedAway {

    private static final Logger log = LoggerFactory.getLogger(TurnedAway.class);
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String key;
    private final int limit;
    private final LongSupplier nanoTime;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong nextWord;

    /** For the limit of this key. */
    TurnedAway(String key, int limit, LongSupplier nanoTime) {
        this.key = key;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.nextWord = new AtomicLong(nanoTime.getAsLong());
    }

    void oneMore() {
        untold.incrementAndGet();
        long now = nanoTime.getAsLong();
        long next = nextWord.get();
        if (now - next >= 0 && nextWord.compareAndSet(next, now + PAUSE_NANOS)) {
            log.warn("{} ({}) is reached, connections turned away: {}", key, limit, untold.getAndSet(0));
        }
    }
}
