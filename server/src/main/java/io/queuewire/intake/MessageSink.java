package io.queuewire.intake;

/** A queue that takes messages. */
public interface MessageSink {

    /** Which queue this is. */
    QueueUrl url();

    /**
     * Sends one message; blocks until the queue has it.
     *
     * @return the queue's id of the message
     * @throws MessageRefusedException when the queue does not take this message, whoever sends it and whenever
     * @throws SourceException when the queue did not take it for another reason
     */
    String send(OutgoingMessage message);
}
