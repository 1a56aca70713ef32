package io.queuewire.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Threads that wait until there is something to do, of which none is woken without need: each wake-up is a change of
 * threads, and several threads that look for the same work cost more than the work. Everything here happens under the lock.
 */
final class Waiters {

    /** Looks by itself at some moment of the ticker. */
    private record Waiter(Condition woken, long looks) {}

    private final Lock lock;
    private final Ticker ticker;
    /** The one that came last goes first: what it works with is still in the processor's cache. */
    private final Deque<Waiter> asleep = new ArrayDeque<>();
    /** Were woken, and have not looked yet. */
    private int awoken;

    Waiters(Lock lock, Ticker ticker) {
        this.lock = lock;
        this.ticker = ticker;
    }

    /** Lets the calling thread wait until it is woken, or for that moment of the ticker. Then it has to look. */
    @SuppressWarnings("WaitNotInLoop") // the caller's loop is the one that looks
    void await(long until) throws InterruptedException {
        Waiter waiter = new Waiter(lock.newCondition(), until);
        asleep.addFirst(waiter);
        try {
            long now = ticker.nanos();
            waiter.woken.awaitNanos(until > now ? until - now : 0);
        } finally {
            if (!asleep.remove(waiter)) {
                awoken--;
            }
        }
    }

    /** There is something to do at once that nobody has been woken for. */
    void wakeOne() {
        Waiter waiter = asleep.poll();
        if (waiter != null) {
            awoken++;
            waiter.woken.signal();
        }
    }

    /** There is something to do by then: wakes a thread unless one looks in time. Whoever is awake will look anyway. */
    void wakeOneBy(long due) {
        if (awoken == 0 && asleep.stream().noneMatch(waiter -> waiter.looks <= due)) {
            wakeOne();
        }
    }

    void wakeAll() {
        while (!asleep.isEmpty()) {
            wakeOne();
        }
    }

    /** How many wait that nobody has woken. */
    int asleep() {
        return asleep.size();
    }
}
