package io.queuewire.intake;

import io.queuewire.intake.MessageInHand.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The order of a FIFO queue's groups: a message goes when all earlier ones of its group that are in hand have ended, and is
 * given back when one of them did not go through. Safe for any thread.
 *
 * <p>A group has a lane as long as something of it is on its way, whatever polls brought it: when messages come again while
 * they are in hand, later ones come with them, and must wait for them.
 */
final class FifoLanes {

    private final Ending ending;
    /** The first of a lane is on its way, the others wait; no lane is empty. */
    private final Map<String, Deque<MessageInHand>> lanesByGroup = new HashMap<>();

    FifoLanes(Ending ending) {
        this.ending = ending;
    }

    /**
     * Has a message taken in hand and puts it at the end of its group's lane. Both at once, so that pollers that are brought
     * the same messages put them there in order.
     *
     * @param take brings nothing when the message is in hand already
     * @return the message, if it is its turn
     */
    synchronized Optional<MessageInHand> enter(ReceivedMessage message, Supplier<Optional<MessageInHand>> take) {
        String group = group(message);
        clear(group);
        return take.get().filter(taken -> {
            Deque<MessageInHand> lane = lanesByGroup.computeIfAbsent(group, name -> new ArrayDeque<>());
            lane.add(taken);
            return lane.size() == 1;
        });
    }

    /** Who was given back on its way, since it took too long, may never end: nobody waits for it. */
    private void clear(String group) {
        Deque<MessageInHand> lane = lanesByGroup.get(group);
        if (lane != null && lane.getFirst().stage() == Stage.RETURNING) {
            lanesByGroup.remove(group);
            giveBack(lane, Duration.ZERO);
        }
    }

    /** A message whose turn it was has ended; returns whose turn it is now. */
    Optional<MessageInHand> after(MessageInHand message, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Invalid invalid -> close(message, Duration.ZERO);
            case Outcome.Released released -> close(message, released.delay());
            case Outcome.Delivered delivered -> next(message);
            case Outcome.NoAudience noAudience -> next(message);
            case Outcome.Stale stale -> next(message);
            case Outcome.Duplicate duplicate -> next(message);
            case Outcome.Parked parked -> next(message);
            case Outcome.Dropped dropped -> next(message);
        };
    }

    private synchronized Optional<MessageInHand> next(MessageInHand ended) {
        String group = group(ended.message());
        Deque<MessageInHand> lane = lanesByGroup.get(group);
        if (lane == null || lane.getFirst() != ended) {
            return Optional.empty();
        }
        lane.remove();
        if (lane.isEmpty()) {
            lanesByGroup.remove(group);
        }
        return Optional.ofNullable(lane.peek());
    }

    private synchronized Optional<MessageInHand> close(MessageInHand failed, Duration delay) {
        String group = group(failed.message());
        Deque<MessageInHand> lane = lanesByGroup.get(group);
        if (lane != null && lane.getFirst() == failed) {
            lanesByGroup.remove(group);
            giveBack(lane, delay);
        }
        return Optional.empty();
    }

    /** Gives back a whole lane, in order; the first of it has ended already. */
    private void giveBack(Deque<MessageInHand> lane, Duration delay) {
        lane.forEach(message ->
                ending.end(message, new Outcome.Released(delay, "an earlier message of its group did not go through")));
    }

    /** A message without a group has a lane of its own. */
    private static String group(ReceivedMessage message) {
        return message.group().orElse(message.id());
    }
}
