package io.queuewire.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * Remembers which messages have ended, for a while and up to a number. Safe for any thread.
 *
 * <p>What it remembers lives for minutes, and there is much of it: as objects, it was most of what the collector had to copy
 * (docs/decisions/0022). So it is a ring of numbers, the oldest first, and the places of ids with the same hash are chained,
 * the latest first.
 */
final class DuplicateWindow {

    private static final int MOST = 100_000;
    private static final int FIRST_CAPACITY = 1_024;
    private static final int NONE = -1;
    private static final int UUID_LENGTH = 36;
    /** The golden ratio of 2^64, odd: each bit of what it is multiplied by reaches the high bits. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private final long nanos;
    private final Ticker ticker;

    private long[] high;
    private long[] low;
    private long[] ended;
    /** The place of the one before it in its chain. */
    private int[] earlier;
    /** The latest of each chain; as many chains as places, a power of two. */
    private int[] latest;

    private int oldest;
    private int size;

    DuplicateWindow(Duration length, Ticker ticker) {
        this.nanos = length.toNanos();
        this.ticker = ticker;
        allocate(FIRST_CAPACITY);
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        ended = new long[capacity];
        earlier = new int[capacity];
        latest = new int[capacity];
        Arrays.fill(latest, NONE);
        oldest = 0;
        size = 0;
    }

    synchronized void remember(String id) {
        if (nanos == 0) {
            return;
        }
        long now = ticker.nanos();
        while (size > 0 && (size == MOST || now - ended[oldest] > nanos)) {
            forgetOldest();
        }
        if (size == ended.length) {
            grow();
        }
        add(number(id), now);
    }

    synchronized boolean contains(String id) {
        if (size == 0) {
            return false;
        }
        UUID number = number(id);
        for (int place = latest[chain(number)]; place != NONE; place = earlier[place]) {
            if (number(place).equals(number)) {
                return ticker.nanos() - ended[place] <= nanos;
            }
        }
        return false;
    }

    private void add(UUID number, long when) {
        int place = (oldest + size) & (ended.length - 1);
        int chain = chain(number);
        high[place] = number.getMostSignificantBits();
        low[place] = number.getLeastSignificantBits();
        ended[place] = when;
        earlier[place] = latest[chain];
        latest[chain] = place;
        size++;
    }

    /** It is the last of its chain. */
    private void forgetOldest() {
        int chain = chain(number(oldest));
        if (latest[chain] == oldest) {
            latest[chain] = NONE;
        } else {
            int place = latest[chain];
            while (earlier[place] != oldest) {
                place = earlier[place];
            }
            earlier[place] = NONE;
        }
        oldest = (oldest + 1) & (ended.length - 1);
        size--;
    }

    private void grow() {
        long[] highs = high;
        long[] lows = low;
        long[] times = ended;
        int first = oldest;
        int count = size;
        allocate(2 * times.length);
        for (int i = 0; i < count; i++) {
            int place = (first + i) & (times.length - 1);
            add(new UUID(highs[place], lows[place]), times[place]);
        }
    }

    private UUID number(int place) {
        return new UUID(high[place], low[place]);
    }

    /** Queues give UUIDs as ids; of anything else, and of what only reads like one, it is a digest. */
    private static UUID number(String id) {
        if (id.length() == UUID_LENGTH) {
            try {
                UUID number = UUID.fromString(id);
                if (number.toString().equals(id)) {
                    return number;
                }
            } catch (IllegalArgumentException notOne) {
                // A digest will do.
            }
        }
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    }

    /** A UUID need not be random in each of its bits. */
    private int chain(UUID number) {
        long mixed = (number.getMostSignificantBits() ^ number.getLeastSignificantBits()) * SCATTER;
        return (int) (mixed >>> Integer.SIZE) & (latest.length - 1);
    }
}
