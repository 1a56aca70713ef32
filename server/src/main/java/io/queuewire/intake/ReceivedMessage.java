package io.queuewire.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One message as a receive call brought it.
 *
 * @param id the queue's id of the message, the same for every redelivery
 * @param body the text that was sent
 * @param attributes the message attributes by name
 * @param receipt what a delete or a visibility change must show; each receive makes a new one
 * @param receiveCount how many times the message has been received, this time included
 * @param sentAt when the queue took it, by the queue's clock
 * @param group the message group whose order counts; only on FIFO queues
 * @param traceHeader the X-Ray trace that the message belongs to
 */
public record ReceivedMessage(
        String id,
        String body,
        Map<String, AttributeValue> attributes,
        String receipt,
        int receiveCount,
        Instant sentAt,
        Optional<String> group,
        Optional<String> traceHeader) {

    /** The most bytes a queue takes as one message, attributes included. */
    public static final int LARGEST = 1024 * 1024;

    public ReceivedMessage {
        attributes = Map.copyOf(attributes);
        if (receiveCount < 1) {
            throw new IllegalArgumentException("receive count " + receiveCount + ": expected 1 or more");
        }
    }

    /** How many bytes it has by the queue's own count, body and attributes; no more than {@link #LARGEST}. */
    int size() {
        int size = Utf8.bytes(body);
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            size += Utf8.bytes(attribute.getKey()) + attribute.getValue().size();
        }
        return size;
    }
}
