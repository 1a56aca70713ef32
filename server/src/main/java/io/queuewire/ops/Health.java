package io.queuewire.ops;

/** Whether one part of the relay does its work. */
public sealed interface Health {

    /** It does. */
    record Ready() implements Health {}

    /**
     * It does not.
     *
     * @param reason for the operator, one sentence
     */
    record NotReady(String reason) implements Health {
        public NotReady {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("an empty reason: expected why it is not ready");
            }
        }
    }
}
