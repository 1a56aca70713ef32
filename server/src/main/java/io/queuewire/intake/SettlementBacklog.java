package io.queuewire.intake;

import io.queuewire.intake.SettlementWork.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Deletes, or give-backs, that wait to be told to the queue: a full batch goes at once, fewer when the oldest of them has
 * waited for its linger. Not thread-safe.
 */
final class SettlementBacklog {

    private final long linger;
    private final Deque<Task> fresh = new ArrayDeque<>();
    /** They wait for their own time and do not fill up a batch before it; sorted by it, and among equals as they came. */
    private final List<Task> refused = new ArrayList<>();

    SettlementBacklog(Duration linger) {
        this.linger = linger.toNanos();
    }

    /** Adds a task, in the order in which the queue shall hear of it; returns whether a batch is due at once because of it. */
    boolean add(MessageInHand message, Duration delay, long now) {
        fresh.add(new Task(message, delay, now + linger, 0));
        return linger == 0 || fresh.size() % QueueConnection.BATCH == 0;
    }

    /** A task that the queue did not take, with a new time. */
    void addAgain(Task task) {
        int place = refused.size();
        while (place > 0 && refused.get(place - 1).due() > task.due()) {
            place--;
        }
        refused.add(place, task);
    }

    /**
     * The next batch, or nothing while it is worth waiting for more.
     *
     * @param hurry not to wait for more; what was refused waits for its time even so, or all its attempts would go to one
     *     short refusal. The pauses of all attempts together are shorter than two seconds, and whoever stops waits for
     *     no longer than it may.
     */
    List<Task> next(long now, boolean hurry) {
        takeUpAgain(now);
        Task oldest = fresh.peek();
        if (oldest == null || (!hurry && fresh.size() < QueueConnection.BATCH && oldest.due() > now)) {
            return List.of();
        }
        List<Task> batch = new ArrayList<>(QueueConnection.BATCH);
        for (Task task = fresh.poll(); task != null; task = fresh.poll()) {
            batch.add(task);
            if (batch.size() == QueueConnection.BATCH) {
                break;
            }
        }
        return batch;
    }

    /** Takes out those that need not be told any more. */
    List<Task> takeIf(Predicate<Task> needless) {
        List<Task> taken = new ArrayList<>();
        Predicate<Task> take = task -> needless.test(task) && taken.add(task);
        fresh.removeIf(take);
        refused.removeIf(take);
        return taken;
    }

    /** Puts what was refused, as far as its time has come, before all others. */
    private void takeUpAgain(long now) {
        int due = 0;
        while (due < refused.size() && refused.get(due).due() <= now) {
            due++;
        }
        List<Task> again = refused.subList(0, due);
        again.reversed().forEach(fresh::addFirst);
        again.clear();
    }

    /** When to look next: {@link Long#MIN_VALUE} for at once, {@link Long#MAX_VALUE} for never. */
    long nextDue(boolean hurry) {
        if (fresh.size() >= QueueConnection.BATCH || (hurry && !fresh.isEmpty())) {
            return Long.MIN_VALUE;
        }
        return Math.min(
                fresh.isEmpty() ? Long.MAX_VALUE : fresh.getFirst().due(),
                refused.isEmpty() ? Long.MAX_VALUE : refused.getFirst().due());
    }
}
