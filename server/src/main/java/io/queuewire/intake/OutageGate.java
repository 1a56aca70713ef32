package io.queuewire.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Paces calls to a queue that fails: while it does, one caller at a time probes it and all others wait for the answer.
 * Safe for any thread.
 *
 * <p>The first probe follows soon, the next ones after growing pauses, and never is there one call more in a second than the
 * limit says.
 */
final class OutageGate {

    /** What a caller was let through as. */
    enum Turn {
        /** The queue is believed to work. */
        NORMAL,
        /** The queue fails, and this call shall find out whether it still does. */
        PROBE
    }

    /** A second, and some more: calls do not take equally long to arrive. */
    private static final long SECOND = Duration.ofMillis(1_100).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backoff backoff;
    private final Ticker ticker;
    /** When the latest calls began, in a ring as long as the number of calls that an outage allows in a second. */
    private final long[] starts;

    private int latest;
    private long nextProbe;
    private boolean failing;
    private boolean probing;

    OutageGate(int callsPerSecond, Backoff backoff, Ticker ticker) {
        this.backoff = backoff;
        this.ticker = ticker;
        this.starts = new long[callsPerSecond];
        Arrays.fill(starts, ticker.nanos() - SECOND);
    }

    /** Waits until a call may be made; its end must be told by {@link #succeeded}, {@link #failed} or {@link #withdrawn}. */
    Turn await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (Optional<Turn> turn = turn(); ; turn = turn()) {
                if (turn.isPresent()) {
                    return turn.get();
                }
                if (probing) {
                    changed.await();
                } else {
                    changed.awaitNanos(nextProbe - ticker.nanos());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Like {@link #await}, but nothing when a call may not be made now. */
    Optional<Turn> tryNow() {
        lock.lock();
        try {
            return turn();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Turn> turn() {
        long now = ticker.nanos();
        if (failing && (probing || now < nextProbe)) {
            return Optional.empty();
        }
        probing = failing;
        latest = (latest + 1) % starts.length;
        starts[latest] = now;
        return Optional.of(failing ? Turn.PROBE : Turn.NORMAL);
    }

    /** The call was answered; returns whether the queue is believed to work. */
    boolean succeeded(Turn turn) {
        lock.lock();
        try {
            if (turn == Turn.PROBE) {
                failing = false;
                probing = false;
                backoff.reset();
                changed.signalAll();
            }
            // Any other call that is answered in an outage began before it and tells nothing new.
            return !failing;
        } finally {
            lock.unlock();
        }
    }

    /** The call failed. */
    void failed(Turn turn, Fault.Kind kind) {
        lock.lock();
        try {
            if (turn == Turn.NORMAL && failing) {
                return; // It began before the outage was known.
            }
            failing = true;
            probing = false;
            long oldest = starts[(latest + 1) % starts.length];
            nextProbe = Math.max(
                    oldest + SECOND, ticker.nanos() + backoff.next(kind).toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The call was cut: it says nothing about the queue, and somebody else may probe at once. */
    void withdrawn(Turn turn) {
        lock.lock();
        try {
            if (turn == Turn.PROBE) {
                probing = false;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
