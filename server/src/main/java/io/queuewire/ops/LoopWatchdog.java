package io.queuewire.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports event loops that are blocked, each time once with the loop's stack, and once more when it gets on again.
 *
 * <p>A loop is blocked when it is late by the threshold and is at work. One that is late and waits for the kernel has done
 * nothing wrong: it does not get a processor, or the whole process stood still.
 */
public final class LoopWatchdog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoopWatchdog.class);

    /** Of the threshold: what begins between two looks is seen early enough. */
    private static final int LOOKS = 4;

    private final Duration threshold;
    private final Duration interval;
    private final LongSupplier nanos;
    private final List<Watch> watches;
    private final Rounds rounds;
    private long lastLook;

    LoopWatchdog(List<WatchedLoop> loops, Duration threshold, LongSupplier nanos) {
        if (threshold.isZero() || threshold.isNegative()) {
            throw new IllegalArgumentException("threshold " + threshold + ": expected more than nothing");
        }
        this.threshold = threshold;
        this.interval = threshold.dividedBy(LOOKS);
        this.nanos = nanos;
        this.watches = loops.stream().map(Watch::new).toList();
        this.rounds = new Rounds("queuewire-watchdog", interval, this::look);
        this.lastLook = nanos.getAsLong();
    }

    /** Begins on a thread of its own. */
    public static LoopWatchdog start(List<WatchedLoop> loops, Duration threshold) {
        LoopWatchdog watchdog = new LoopWatchdog(loops, threshold, System::nanoTime);
        watchdog.rounds.start();
        return watchdog;
    }

    /** Looks at every loop once. */
    void look() {
        long now = nanos.getAsLong();
        boolean stoodStill = now - lastLook >= interval.plus(threshold).toNanos();
        lastLook = now;
        // Who looks this late was held up with everybody else. The loops first get the time that it had itself.
        if (!stoodStill) {
            watches.forEach(watch -> watch.look(now));
        }
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** One loop, and whether it is known to be blocked. */
    private final class Watch {

        private final WatchedLoop loop;
        private boolean blocked;
        private long since;

        private Watch(WatchedLoop loop) {
            this.loop = loop;
        }

        private void look(long now) {
            Duration overdue = loop.overdue();
            boolean late = overdue.compareTo(threshold) >= 0;
            if (late && !blocked) {
                begin(now - overdue.toNanos(), overdue);
            } else if (!late && blocked) {
                blocked = false;
                log.warn(
                        "event loop {} gets on again, after {} ms",
                        loop.name(),
                        TimeUnit.NANOSECONDS.toMillis(now - since));
            }
        }

        private void begin(long start, Duration overdue) {
            StackTraceElement[] stack = loop.stack();
            // It may have got on while its stack was taken, which is then that of somebody innocent.
            if (!loop.waits(stack) && loop.overdue().compareTo(overdue) >= 0) {
                blocked = true;
                since = start;
                log.warn(
                        "event loop {} is blocked, for {} ms now, and all its clients wait",
                        loop.name(),
                        overdue.toMillis(),
                        new BlockedLoopException(loop.name(), stack));
            }
        }
    }

    /** Never thrown: it brings a stack into the log. */
    private static final class BlockedLoopException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private BlockedLoopException(String loop, StackTraceElement[] stack) {
            super(loop + " was here", null, false, true);
            setStackTrace(stack);
        }
    }
}
