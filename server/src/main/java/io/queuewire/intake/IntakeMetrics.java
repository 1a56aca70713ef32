package io.queuewire.intake;

import java.time.Duration;

/**
 * What an intake counts. Called from polling, settlement and event loop threads; must not block.
 *
 * <p>Received messages equal the sum of all outcomes, plus what is in hand.
 */
public interface IntakeMetrics {

    /** Counts nothing. */
    IntakeMetrics NONE = new IntakeMetrics() {};

    /** A poll came back with so many messages, possibly none. */
    default void polled(Duration took, int messages) {}

    /** A call failed as a whole; it will be made again. */
    default void callFailed(QueueCall call, Fault fault) {}

    /** A message was received that had been received before. */
    default void redelivered() {}

    /** A message has reached its one outcome. */
    default void ended(Outcome outcome) {}

    /**
     * A message was handed to clients.
     *
     * @param sinceReceive since the receive call returned
     * @param sinceSent since the queue took it; zero when the queue's clock is ahead of ours
     * @param clients how many got it
     */
    default void handedOff(Duration sinceReceive, Duration sinceSent, int clients) {}

    /** The delete or give-back of a message was given up after its last attempt: the queue will redeliver it. */
    default void settlementFailed(QueueCall call, String code) {}

    /** The intake itself failed where it should not; it went on. */
    default void stumbled() {}
}
