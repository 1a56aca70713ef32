package io.queuewire.intake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Remembers which messages have ended, for a while and up to a number. Safe for any thread. */
final class DuplicateWindow {

    private static final int MOST = 100_000;

    private final long nanos;
    private final Ticker ticker;
    private final SequencedMap<String, Long> endedById = new LinkedHashMap<>();

    DuplicateWindow(Duration length, Ticker ticker) {
        this.nanos = length.toNanos();
        this.ticker = ticker;
    }

    synchronized void remember(String id) {
        if (nanos == 0) {
            return;
        }
        long now = ticker.nanos();
        // Removed first, so that the map stays in the order of age.
        endedById.remove(id);
        endedById.put(id, now);
        while (endedById.size() > MOST || now - endedById.sequencedValues().getFirst() > nanos) {
            endedById.pollFirstEntry();
        }
    }

    synchronized boolean contains(String id) {
        Long ended = endedById.get(id);
        return ended != null && ticker.nanos() - ended <= nanos;
    }
}
