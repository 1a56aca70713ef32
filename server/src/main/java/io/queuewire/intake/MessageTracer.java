package io.queuewire.intake;

import java.time.Duration;

/** Tells a tracing system what became of each message. Called from polling and event loop threads; must not block. */
public interface MessageTracer {

    /** Tells nobody. */
    MessageTracer NONE = (queue, message, inHand, outcome) -> {};

    /**
     * A message has reached its one outcome.
     *
     * @param inHand since the receive call returned
     */
    void ended(QueueUrl queue, ReceivedMessage message, Duration inHand, Outcome outcome);
}
