package io.queuewire.intake;

/** What a thread of the intake can be at. */
public enum QueueActivity {
    STARTING("has not begun yet"),
    /** As many messages are in hand as may be. */
    AWAITING_ROOM("waits for room for more messages in hand"),
    PAUSED("rests, because an operator paused the queue"),
    /** The queue failed, and calls are paced. */
    AWAITING_RETRY("waits for its turn to call the queue, which has failed"),
    RECEIVING("polls the queue"),
    HANDING_OVER("decodes and hands over what a poll brought"),
    AWAITING_WORK("waits for messages to settle"),
    DELETING("deletes messages from the queue"),
    CHANGING_VISIBILITY("extends or gives back messages"),
    ENDED("has ended");

    private final String label;

    QueueActivity(String label) {
        this.label = label;
    }

    /** For operators, as the rest of a sentence that begins with the thread. */
    public String label() {
        return label;
    }
}
