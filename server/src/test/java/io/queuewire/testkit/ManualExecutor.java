package io.queuewire.testkit;

import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** A shard's thread that does nothing by itself: the test runs its tasks and turns its clock. */
public class ManualExecutor implements ShardExecutor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();
    private long now;
    private boolean stopped;

    private record Later(long due, Runnable task) {}

    @Override
    public synchronized void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("stopped");
        }
        tasks.add(task);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        Later entry = new Later(now + delay.toNanos(), task);
        later.add(entry);
        return () -> later.remove(entry);
    }

    /** Runs what is waiting and what that adds. */
    public void runAll() {
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
    }

    public int waitingTasks() {
        return tasks.size();
    }

    public int scheduledTasks() {
        return later.size();
    }

    /** Turns the clock and runs, in order, what has become due. */
    public void advance(Duration time) {
        long until = now + time.toNanos();
        while (true) {
            Later next = later.stream()
                    .filter(entry -> entry.due <= until)
                    .min(Comparator.comparingLong(Later::due))
                    .orElse(null);
            if (next == null) {
                break;
            }
            later.remove(next);
            now = Math.max(now, next.due);
            next.task.run();
            runAll();
        }
        now = until;
    }

    /** Turns the clock while the thread is held up and runs nothing. */
    public void advanceUnheard(Duration time) {
        now += time.toNanos();
    }

    /** Runs the one scheduled task that is due first, if it is due, and nothing else. */
    public void runOneDue() {
        later.stream()
                .filter(entry -> entry.due <= now)
                .min(Comparator.comparingLong(Later::due))
                .ifPresent(entry -> {
                    later.remove(entry);
                    entry.task.run();
                });
    }

    /** Turns the clock to the moment at which the next task is due, and runs it. */
    public void advanceToNextTask() {
        long due = later.stream().mapToLong(Later::due).min().orElseThrow();
        advance(Duration.ofNanos(due - now));
    }

    /** Nanoseconds of this executor's clock. */
    public long nanoTime() {
        return now;
    }

    /** From now on tasks are refused, as by an event loop that shuts down. */
    public synchronized void stop() {
        stopped = true;
    }
}
