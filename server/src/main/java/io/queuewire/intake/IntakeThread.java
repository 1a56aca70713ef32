package io.queuewire.intake;

import java.time.Duration;

/**
 * A thread of the intake at a moment.
 *
 * @param thread itself, to be looked at only
 * @param role what it is there for
 * @param activity what it is at
 * @param since for how long
 */
public record IntakeThread(Thread thread, Role role, QueueActivity activity, Duration since) {

    /** What a thread of the intake is there for. */
    public enum Role {
        POLLER("poller"),
        SETTLER("settler");

        private final String label;

        Role(String label) {
            this.label = label;
        }

        /** For operators. */
        public String label() {
            return label;
        }
    }
}
