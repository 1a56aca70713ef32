package io.queuewire.intake;

import io.queuewire.intake.SettlementWork.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What is still to be told to the queue: deletes, give-backs and extensions, gathered into batches.
 *
 * <p>Any thread may ask for a delete or a give-back, which never waits; {@link Settler} threads take the calls and tell how
 * they went. A message is let go, and its room in the in-flight limit with it, when the queue has confirmed or all attempts
 * have failed. What the queue refuses for now stays here until its gate opens: no settler waits with work in its hands that
 * other work could be done instead of.
 */
final class Settlement {

    private static final Duration LINGER = Duration.ofMillis(100);
    private static final long FIRST_RETRY_NANOS = Duration.ofMillis(100).toNanos();
    private static final int MOST_ATTEMPTS = 5;

    /** Counted as the reason when a message was visible again before the queue could be told. */
    private static final String LAPSED = "Lapsed";

    private final ReentrantLock lock = new ReentrantLock();
    private final Waiters settlers;
    private final InHand inHand;
    private final SettlementGates gates;
    private final IntakeMetrics metrics;
    private final Ticker ticker;
    private final SettlementBacklog deletes;
    private final SettlementBacklog giveBacks;
    private final VisibilityWatch watch;
    /** What shall become of messages whose extension is under way. */
    private final Map<MessageInHand, BooleanSupplier> deferred = new HashMap<>();

    private boolean hurry;
    private boolean ended;

    Settlement(
            InHand inHand,
            Duration visibility,
            boolean fifo,
            SettlementGates gates,
            IntakeMetrics metrics,
            Ticker ticker) {
        this.inHand = inHand;
        this.gates = gates;
        this.metrics = metrics;
        this.ticker = ticker;
        this.settlers = new Waiters(lock, ticker);
        // A FIFO queue holds the rest of a group back until the first ones are deleted.
        Duration linger = fifo ? Duration.ZERO : LINGER;
        this.deletes = new SettlementBacklog(linger);
        this.giveBacks = new SettlementBacklog(linger);
        this.watch = new VisibilityWatch(inHand, visibility, ticker.nanos());
    }

    /** Has a message deleted that was decided so. */
    void delete(MessageInHand message) {
        submit(message, () -> deletes.add(message, Duration.ZERO, ticker.nanos()));
    }

    /** Has a message given back that was decided so, to be visible after the delay. */
    void giveBack(MessageInHand message, Duration delay) {
        submit(message, () -> giveBacks.add(message, delay, ticker.nanos()));
    }

    private void submit(MessageInHand message, BooleanSupplier add) {
        lock.lock();
        try {
            if (watch.isExtending(message)) {
                deferred.put(message, add);
            } else {
                add(add);
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(BooleanSupplier add) {
        if (add.getAsBoolean()) {
            settlers.wakeOne();
        } else {
            settlers.wakeOneBy(nextDue());
        }
    }

    /** From now on nothing waits to be gathered; what the queue has refused still pauses before it is told again. */
    void hurry() {
        lock.lock();
        try {
            hurry = true;
            settlers.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more calls; whoever waits for one goes home. */
    void end() {
        lock.lock();
        try {
            ended = true;
            settlers.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next call to make; nothing when there will be none any more. */
    Optional<SettlementWork> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Who has just made a call looks once more before the next batch can be due, and is not woken for its first
            // message.
            long soon = ticker.nanos() + LINGER.toNanos();
            while (!ended) {
                long now = ticker.nanos();
                Optional<SettlementWork> work = due(now);
                long next = nextDue();
                if (work.isPresent()) {
                    settlers.wakeOneBy(next);
                    return work;
                }
                settlers.await(soon > now ? Math.min(soon, next) : next);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long nextDue() {
        long nextChange = Math.min(watch.nextExtension(), giveBacks.nextDue(hurry));
        return Math.min(
                watch.nextLook(),
                Math.min(
                        Math.max(gates.visibility().opens(), nextChange),
                        Math.max(gates.deletes().opens(), deletes.nextDue(hurry))));
    }

    /** What is due now, if anything. */
    Optional<SettlementWork> poll() {
        lock.lock();
        try {
            return due(ticker.nanos());
        } finally {
            lock.unlock();
        }
    }

    private Optional<SettlementWork> due(long now) {
        if (watch.lookAt(now)) {
            letLapsedGo(now);
        }
        List<MessageInHand> overdue = watch.overdue();
        if (!overdue.isEmpty()) {
            return Optional.of(new SettlementWork.GiveUp(overdue));
        }
        // Changes of visibility first: a late extension shows a message to somebody else, a late delete costs nothing.
        // When both fail they take turns, or deletes would hardly ever be tried.
        return gates.deletesFirst()
                ? dueDelete(now).or(() -> dueChange(now))
                : dueChange(now).or(() -> dueDelete(now));
    }

    /**
     * What is to be given back and shows again by itself needs no call any more. While the queue refuses these calls, it
     * would keep its room until it is very old, and a relay that gives back much would stand still.
     */
    private void letLapsedGo(long now) {
        for (Task task : giveBacks.takeIf(task -> watch.hasLapsed(task.message(), now))) {
            abandon(QueueCall.CHANGE_VISIBILITY, task, LAPSED);
        }
    }

    private Optional<SettlementWork> dueChange(long now) {
        if (gates.visibility().opens() > now) {
            return Optional.empty();
        }
        List<MessageInHand> extensions = watch.next();
        if (!extensions.isEmpty()) {
            return Optional.of(new SettlementWork.Extend(extensions, turn(gates.visibility())));
        }
        List<Task> back = giveBacks.next(now, hurry);
        return back.isEmpty()
                ? Optional.empty()
                : Optional.of(new SettlementWork.GiveBack(back, turn(gates.visibility())));
    }

    private Optional<SettlementWork> dueDelete(long now) {
        if (gates.deletes().opens() > now) {
            return Optional.empty();
        }
        List<Task> done = deletes.next(now, hurry);
        return done.isEmpty() ? Optional.empty() : Optional.of(new SettlementWork.Delete(done, turn(gates.deletes())));
    }

    /** The turn at a gate that is open: it does not close meanwhile, since faults are told under the lock. */
    private static OutageGate.Turn turn(OutageGate gate) {
        return gate.tryNow().orElseThrow();
    }

    /**
     * The call was answered; returns whether calls of its kind are believed to work. Nobody is woken, here and when it
     * failed: who made the call looks for the next one.
     */
    boolean succeeded(SettlementWork.Call call) {
        return gates.of(call).succeeded(call.turn());
    }

    /** The call failed as a whole: none of its kind is made until its gate opens. */
    void failed(SettlementWork.Call call, Fault.Kind kind) {
        lock.lock();
        try {
            gates.of(call).failed(call.turn(), kind);
        } finally {
            lock.unlock();
        }
    }

    /** The call was cut: whoever is left may make the next one. */
    void withdrawn(SettlementWork.Call call) {
        lock.lock();
        try {
            gates.of(call).withdrawn(call.turn());
            settlers.wakeOneBy(nextDue());
        } finally {
            lock.unlock();
        }
    }

    /** The queue took the task, or there is nothing left to take. */
    void confirmed(Task task) {
        inHand.letGo(task.message());
    }

    /** The queue refused the task for now. */
    void refused(SettlementWork.Call call, Task task, String code) {
        if (task.attempts() + 1 >= MOST_ATTEMPTS) {
            abandoned(call, task, code);
        } else {
            again(call, task.refused(ticker.nanos() + (FIRST_RETRY_NANOS << task.attempts())));
        }
    }

    /** The task can never succeed: the queue will redeliver the message. */
    void abandoned(SettlementWork.Call call, Task task, String code) {
        abandon(call.kind(), task, code);
    }

    private void abandon(QueueCall kind, Task task, String code) {
        metrics.settlementFailed(kind, code);
        inHand.letGo(task.message());
    }

    /** The task's call failed as a whole: it is to be done again when its gate opens. */
    void postponed(SettlementWork.Call call, Task task) {
        long now = ticker.nanos();
        again(call, task.later(Math.max(now, gates.of(call).nextProbe().orElse(now))));
    }

    /** The task is to be done again, at its time. */
    private void again(SettlementWork.Call call, Task task) {
        lock.lock();
        try {
            switch (call) {
                case SettlementWork.Delete delete -> deletes.addAgain(task);
                case SettlementWork.GiveBack giveBack -> giveBacks.addAgain(task);
                case SettlementWork.Extend extend -> throw new IllegalArgumentException("no task of " + extend);
            }
            settlers.wakeOneBy(nextDue());
        } finally {
            lock.unlock();
        }
    }

    /** An extension is over, however it went: what waited for it may go on. */
    void extensionOver(List<MessageInHand> messages) {
        lock.lock();
        try {
            for (MessageInHand message : messages) {
                watch.done(message);
                BooleanSupplier waiting = deferred.remove(message);
                if (waiting != null) {
                    add(waiting);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
