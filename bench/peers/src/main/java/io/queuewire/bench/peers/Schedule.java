package io.queuewire.bench.peers;

/** Which number is published next, and when. For one thread at a time. */
final class Schedule {

    /** Nothing is due before another order comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final double SECOND = 1e9;

    private Order.Start job = new Order.Start(0, 0, 0, 0, 0);
    private long begin;
    private long next;
    private long credit;

    /** @param now as {@link System#nanoTime} tells it */
    void take(Order order, long now) {
        switch (order) {
            case Order.Start start -> {
                job = start;
                begin = now;
                next = start.first();
                credit = start.credit();
            }
            case Order.Credit(long number) -> credit = number;
            case Order.Heap heap -> {} // asks, and changes nothing
        }
    }

    /** Nanoseconds until the next message is due, at most 0 when it is, {@link #NEVER} without any. */
    long early(long now) {
        long done = next - job.first();
        if (done >= job.count() || next >= credit) {
            return NEVER;
        }
        return job.rate() == 0 ? 0 : begin + (long) (done / job.rate() * SECOND) - now;
    }

    /** The next message, a JSON object with its number as {@code seq} and a time as {@code ts}. */
    String message(long now) {
        String start = "{\"seq\":" + next + ",\"ts\":" + now + ",\"pad\":\"";
        next++;
        return start + "x".repeat(Math.max(0, job.size() - start.length() - 2)) + "\"}";
    }
}
