package io.queuewire.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Paces calls to a queue that fails: while it does, one caller at a time probes it and all others wait for the answer.
 * Safe for any thread.
 *
 * <p>The first probe follows soon, the next ones after growing pauses, and never sooner than the pace allows, which several
 * gates may share. A queue may also take some calls and refuse the others: a fault that follows soon after an outage goes on
 * with its pauses, and a gate may want proof: more than one answer before it lets all callers go at once again, and one
 * before it does so for the first time.
 */
final class OutageGate {

    /** What a caller was let through as. */
    enum Turn {
        /** The queue is believed to work. */
        NORMAL,
        /** The queue fails, and this call shall find out whether it still does. */
        PROBE
    }

    /** Who fails sooner after an outage is not over it. */
    private static final long CALM = Duration.ofSeconds(10).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int proof;
    private final OutagePace pace;
    private final Backoff backoff;
    private final Ticker ticker;

    private long nextProbe;
    private boolean failing;
    private boolean probing;
    /** Of this outage, without those of calls that began before it was known. */
    private int faults;
    /** Probes that were answered since the last fault. */
    private int answers;

    private long ended;

    /** A gate that one answer opens. */
    OutageGate(OutagePace pace, Backoff backoff, Ticker ticker) {
        this(1, pace, backoff, ticker);
    }

    /**
     * A gate.
     *
     * @param proof how many probes in a row must be answered after more than one fault; if more than 1, the first call of all
     *     is a probe too. Where calls are made only when there is something to call for, it is 1: nobody knows when the next
     *     one would prove it
     */
    OutageGate(int proof, OutagePace pace, Backoff backoff, Ticker ticker) {
        this.proof = proof;
        this.pace = pace;
        this.backoff = backoff;
        this.ticker = ticker;
        this.ended = ticker.nanos();
        this.nextProbe = ended;
        this.failing = proof > 1;
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
                    changed.awaitNanos(opens() - ticker.nanos());
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
        if (opens() > now) {
            return Optional.empty();
        }
        if (failing) {
            probing = true;
            pace.count(now);
            return Optional.of(Turn.PROBE);
        }
        return Optional.of(Turn.NORMAL);
    }

    /**
     * From when on a call may be made: {@link Long#MIN_VALUE} for at any time, {@link Long#MAX_VALUE} while a probe is under
     * way, whose end decides.
     */
    long opens() {
        lock.lock();
        try {
            if (!failing) {
                return Long.MIN_VALUE;
            }
            return probing ? Long.MAX_VALUE : Math.max(nextProbe, pace.next());
        } finally {
            lock.unlock();
        }
    }

    /** From when on the latest fault is to be followed by a probe, as far as this gate knows; never while calls work. */
    OptionalLong nextProbe() {
        lock.lock();
        try {
            return failing ? OptionalLong.of(nextProbe) : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The call was answered; returns whether the queue is believed to work. */
    boolean succeeded(Turn turn) {
        lock.lock();
        try {
            if (turn == Turn.PROBE) {
                long now = ticker.nanos();
                answers++;
                failing = answers < (faults > 1 ? proof : 1);
                probing = false;
                nextProbe = now;
                ended = now;
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
            long now = ticker.nanos();
            if (turn == Turn.NORMAL) {
                pace.count(now);
                if (failing) {
                    return; // It began before the outage was known.
                }
            }
            if (!failing && now - ended > CALM) {
                faults = 0;
                backoff.reset();
            }
            failing = true;
            probing = false;
            faults++;
            answers = 0;
            nextProbe = now + backoff.next(kind).toNanos();
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
                pace.takeBack();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
