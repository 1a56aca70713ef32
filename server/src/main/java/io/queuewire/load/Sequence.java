package io.queuewire.load;

/**
 * What one client has received of a numbered stream: counts numbers that are missing, come twice or come late.
 *
 * <p>It remembers the last 64 numbers. What comes later than that cannot be told from a duplicate, counts as out of order
 * and stays counted as lost. Belongs to one thread.
 */
final class Sequence {

    private static final int MEMORY = Long.SIZE;
    private static final long UNKNOWN = -1;

    private final Tally tally;
    private long first = UNKNOWN;
    private long next = UNKNOWN;

    /** Bit i stands for the number {@code next - 1 - i}. */
    private long seen;

    Sequence(Tally tally) {
        this.tally = tally;
    }

    /** Everything from a number on is to come. */
    void expect(long number) {
        first = number;
        next = number;
        seen = 0;
    }

    /** The next number that comes is the first one, whatever it is. */
    void startAnywhere() {
        expect(UNKNOWN);
    }

    void arrived(long number) {
        if (next == UNKNOWN) {
            expect(number);
        }
        long ahead = number - next;
        if (ahead >= 0) {
            tally.lost(ahead);
            seen = ahead >= MEMORY - 1 ? 1 : seen << (ahead + 1) | 1;
            next = number + 1;
        } else {
            late(number);
        }
    }

    private void late(long number) {
        long back = next - 1 - number;
        if (number < first || back >= MEMORY) {
            tally.disordered();
        } else if ((seen & 1L << back) == 0) {
            seen |= 1L << back;
            tally.disordered();
            tally.lost(-1);
        } else {
            tally.duplicate();
        }
    }

    /** How many numbers up to the last one have not come and are not counted as lost yet. */
    long missing(long last) {
        return next == UNKNOWN ? 0 : Math.max(0, last + 1 - next);
    }
}
