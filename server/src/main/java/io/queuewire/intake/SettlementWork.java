package io.queuewire.intake;

import java.time.Duration;
import java.util.List;

/** One step of settling messages: at most a batch of them. */
sealed interface SettlementWork {

    /** What takes a call to the queue. */
    sealed interface Call extends SettlementWork {

        /** What its gate let it through as. */
        OutageGate.Turn turn();

        /** The tasks that it tells the queue of; an extension ends nothing, and has none. */
        default List<Task> tasks() {
            return List.of();
        }

        /** Which call, as metrics count it. */
        default QueueCall kind() {
            return switch (this) {
                case Delete delete -> QueueCall.DELETE;
                case GiveBack giveBack -> QueueCall.CHANGE_VISIBILITY;
                case Extend extend -> QueueCall.CHANGE_VISIBILITY;
            };
        }
    }

    /** Messages that have ended for good. */
    record Delete(List<Task> tasks, OutageGate.Turn turn) implements Call {}

    /** Messages that the queue shall have back. */
    record GiveBack(List<Task> tasks, OutageGate.Turn turn) implements Call {}

    /** Messages whose invisibility would end before they do. */
    record Extend(List<MessageInHand> messages, OutageGate.Turn turn) implements Call {}

    /** Messages that have been without an outcome for so long that something must have lost them. */
    record GiveUp(List<MessageInHand> messages) implements SettlementWork {}

    /**
     * A message to be deleted or given back.
     *
     * @param message the message
     * @param delay after which it shall be visible; of no meaning for a delete
     * @param due from when on it may be done, by the ticker
     * @param attempts how often the queue has refused it
     */
    record Task(MessageInHand message, Duration delay, long due, int attempts) {

        Task later(long newDue) {
            return new Task(message, delay, newDue, attempts);
        }

        Task refused(long newDue) {
            return new Task(message, delay, newDue, attempts + 1);
        }
    }
}
