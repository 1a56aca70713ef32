package io.queuewire.transport;

import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of one event loop, sorted into slots of a few milliseconds: a heartbeat for each of tens of thousands of
 * clients costs one small object, is set and cancelled in constant time, and what is due together wakes the loop once.
 *
 * <p>A task runs up to {@link #TICK} late and never early. On its loop only. An empty wheel costs nothing: it has its loop
 * woken for the next slot that holds something.
 */
final class TimeoutWheel {

    /** How late a task may run. */
    static final Duration TICK = Duration.ofMillis(16);

    /** One turn takes 16 s; what is due later stays in its slot for another turn. A power of two. */
    private static final int SLOTS = 1024;

    private static final long TICK_NANOS = TICK.toNanos();
    private static final long NEVER = Long.MAX_VALUE;
    private static final ShardExecutor.Timeout NO_ALARM = () -> {};

    /** Wakes the wheel, precisely. */
    interface Alarm {
        ShardExecutor.Timeout in(Duration delay, Runnable action);
    }

    private final Alarm alarms;
    private final LongSupplier nanoTime;
    private final long start;
    private final @Nullable Entry[] firstBySlot = new Entry[SLOTS];
    private final BitSet occupied = new BitSet(SLOTS);
    private final Deque<Entry> due = new ArrayDeque<>();

    /** Everything due before this tick has run. */
    private long next;

    private long alarmTick = NEVER;
    private ShardExecutor.Timeout alarm = NO_ALARM;

    /** A task in its slot, between its neighbours. */
    private final class Entry implements ShardExecutor.Timeout {

        private final long tick;
        private @Nullable Runnable task;
        private @Nullable Entry before;
        private @Nullable Entry after;

        Entry(Runnable task, long tick) {
            this.task = task;
            this.tick = tick;
        }

        @Override
        public void cancel() {
            if (task != null && tick >= next) {
                remove(this);
            }
            task = null;
        }
    }

    /**
     * Begins empty.
     *
     * @param nanoTime the clock of the alarms
     */
    TimeoutWheel(Alarm alarms, LongSupplier nanoTime) {
        this.alarms = alarms;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Has a task run once, after a delay or a little later. */
    ShardExecutor.Timeout schedule(Duration delay, Runnable task) {
        long now = now();
        if (occupied.isEmpty()) {
            next = Math.max(next, now / TICK_NANOS);
        }
        Entry entry = new Entry(task, Math.max(next, Math.ceilDiv(now + delay.toNanos(), TICK_NANOS)));
        int slot = slot(entry.tick);
        Entry first = firstBySlot[slot];
        if (first != null) {
            first.before = entry;
            entry.after = first;
        }
        firstBySlot[slot] = entry;
        occupied.set(slot);
        wakeAt(entry.tick);
        return entry;
    }

    private void remove(Entry entry) {
        if (entry.after != null) {
            entry.after.before = entry.before;
        }
        if (entry.before != null) {
            entry.before.after = entry.after;
        } else {
            int slot = slot(entry.tick);
            firstBySlot[slot] = entry.after;
            occupied.set(slot, entry.after != null);
        }
    }

    private void wakeAt(long tick) {
        if (tick < alarmTick) {
            alarm.cancel();
            alarmTick = tick;
            alarm = alarms.in(Duration.ofNanos(Math.max(0, tick * TICK_NANOS - now())), this::turn);
        }
    }

    private void turn() {
        alarmTick = NEVER;
        alarm = NO_ALARM;
        long now = now() / TICK_NANOS;
        // A loop that was held up for longer than a turn has every slot behind it.
        for (long tick = Math.max(next, now - SLOTS + 1); tick <= now; tick++) {
            takeDue(slot(tick), now);
        }
        next = now + 1;
        for (Entry entry; (entry = due.poll()) != null; ) {
            run(entry);
        }
        if (!occupied.isEmpty()) {
            wakeAt(nextOccupied());
        }
    }

    private void takeDue(int slot, long now) {
        for (Entry entry = firstBySlot[slot]; entry != null; entry = entry.after) {
            if (entry.tick <= now) {
                remove(entry);
                due.add(entry);
            }
        }
    }

    private static void run(Entry entry) {
        Runnable task = entry.task;
        entry.task = null;
        if (task != null) {
            new LoopTask(task).run();
        }
    }

    /** The first tick that may have something to run. */
    private long nextOccupied() {
        int slot = occupied.nextSetBit(slot(next));
        int found = slot >= 0 ? slot : occupied.nextSetBit(0);
        return next + Math.floorMod(found - slot(next), SLOTS);
    }

    private static int slot(long tick) {
        return (int) (tick & (SLOTS - 1));
    }

    private long now() {
        return nanoTime.getAsLong() - start;
    }
}
