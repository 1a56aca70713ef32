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
 * <p>The first probe follows soon, the next ones after growing pauses, and never are more calls made in a second than the
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

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Backoff backoff;
    private final Ticker ticker;
    /** When the latest probes began, in a ring: its length is the number of calls allowed in a second. */
    private final long[] probes;

    private int latest;
    private long nextProbe;
    private volatile boolean failing;
    private boolean probing;

    OutageGate(int callsPerSecond, Backoff backoff, Ticker ticker) {
        this.backoff = backoff;
        this.ticker = ticker;
        this.probes = new long[callsPerSecond];
        Arrays.fill(probes, ticker.nanos() - SECOND);
    }

    /** Waits until a call may be made; its end must be told by {@link #succeeded} or {@link #failed}. */
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
        if (!failing) {
            return Optional.of(Turn.NORMAL);
        }
        return !probing && ticker.nanos() >= nextProbe ? Optional.of(probe()) : Optional.empty();
    }

    private Turn probe() {
        probing = true;
        latest = (latest + 1) % probes.length;
        probes[latest] = ticker.nanos();
        return Turn.PROBE;
    }

    /** The call was answered. */
    void succeeded() {
        if (!failing) {
            return;
        }
        lock.lock();
        try {
            failing = false;
            probing = false;
            backoff.reset();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The call failed. */
    void failed(Turn turn, Fault.Kind kind) {
        lock.lock();
        try {
            if (turn == Turn.NORMAL && failing) {
                return; // It began before the outage was known: the probes tell more.
            }
            if (turn == Turn.NORMAL) {
                probe();
            }
            failing = true;
            probing = false;
            long earliest = probes[(latest + 1) % probes.length] + SECOND;
            nextProbe = Math.max(earliest, ticker.nanos() + backoff.next(kind).toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The call was cut: it says nothing about the queue, and somebody else may probe at once. */
    void withdrawn(Turn turn) {
        if (turn == Turn.PROBE) {
            lock.lock();
            try {
                probing = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
