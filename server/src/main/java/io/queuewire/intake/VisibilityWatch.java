package io.queuewire.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the messages whose invisibility is half over and which have no outcome yet, and those that have been without one
 * for too long. Not thread-safe.
 *
 * <p>A message belongs to at most one extension at a time, and what shall become of it waits for that extension: an
 * extension that overtook a give-back would hide the message again.
 */
final class VisibilityWatch {

    /** How often all that is in hand is looked through, in parts of the visibility timeout. */
    private static final int LOOKS = 8;

    /** Whoever holds a message for so long has lost it. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private final InHand inHand;
    private final long visibility;
    private final Deque<MessageInHand> due = new ArrayDeque<>();
    private final List<MessageInHand> overdue = new ArrayList<>();
    private final Set<MessageInHand> extending = new HashSet<>();
    private long nextLook;

    VisibilityWatch(InHand inHand, Duration visibility, long now) {
        this.inHand = inHand;
        this.visibility = visibility.toNanos();
        this.nextLook = now + this.visibility / LOOKS;
    }

    /** Looks through all that is in hand when it is time to; returns whether it was. */
    boolean lookAt(long now) {
        if (now < nextLook) {
            return false;
        }
        nextLook = now + visibility / LOOKS;
        look(now);
        return true;
    }

    /** Whether the queue shows the message to others again by itself. */
    boolean hasLapsed(MessageInHand message, long now) {
        return now - message.visibilityNanos() > visibility;
    }

    /** The next messages to extend that were found, possibly none; each must be told back by {@link #done}. */
    List<MessageInHand> next() {
        List<MessageInHand> batch = new ArrayList<>();
        while (!due.isEmpty() && batch.size() < QueueConnection.BATCH) {
            MessageInHand message = due.remove();
            if (!message.decided()) {
                batch.add(message);
            }
        }
        extending.addAll(batch);
        return batch;
    }

    private void look(long now) {
        // Whose half is over before the next look is extended now: never later than at half.
        long half = nextLook - visibility / 2;
        due.clear();
        for (MessageInHand message : inHand.all()) {
            if (message.decided() || extending.contains(message)) {
                continue;
            }
            if (now - message.receivedNanos() > LONGEST.toNanos()) {
                overdue.add(message);
            } else if (message.visibilityNanos() < half) {
                due.add(message);
            }
        }
    }

    /** When to look again: {@link Long#MIN_VALUE} for at once, because some are overdue. */
    long nextLook() {
        return overdue.isEmpty() ? nextLook : Long.MIN_VALUE;
    }

    /** When to extend again: {@link Long#MIN_VALUE} for at once, {@link Long#MAX_VALUE} for not before the next look. */
    long nextExtension() {
        return due.isEmpty() ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** The messages that the last look found to be without an outcome for too long; each answer names them once. */
    List<MessageInHand> overdue() {
        List<MessageInHand> found = List.copyOf(overdue);
        overdue.clear();
        return found;
    }

    boolean isExtending(MessageInHand message) {
        return extending.contains(message);
    }

    void done(MessageInHand message) {
        extending.remove(message);
    }
}
