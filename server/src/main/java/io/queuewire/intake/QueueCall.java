package io.queuewire.intake;

/** What a queue is asked to do, as far as it is counted. */
public enum QueueCall {
    RECEIVE("receive"),
    DELETE("delete"),
    CHANGE_VISIBILITY("change_visibility");

    private final String label;

    QueueCall(String label) {
        this.label = label;
    }

    /** The value of the label {@code call} in the metrics. */
    public String label() {
        return label;
    }
}
