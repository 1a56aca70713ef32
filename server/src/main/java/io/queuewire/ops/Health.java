package io.queuewire.ops;

import java.util.Optional;

/** Whether one part of the relay does its work. */
public sealed interface Health {

    /**
     * It does.
     *
     * @param note what the operator should know all the same
     */
    record Ready(Optional<String> note) implements Health {
        public Ready() {
            this(Optional.empty());
        }
    }

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
