package io.queuewire.intake;

import java.util.Map;
import java.util.Optional;

/**
 * A message to be put on a queue.
 *
 * @param body not empty
 * @param attributes at most {@link #MOST_ATTRIBUTES} by name
 * @param order what a FIFO queue must know; empty for other queues
 */
public record OutgoingMessage(String body, Map<String, AttributeValue> attributes, Optional<Order> order) {

    public static final int MOST_ATTRIBUTES = 10;

    /**
     * The place of a message on a FIFO queue.
     *
     * @param group messages of a group stay in order
     * @param deduplicationId a second message with the same one, within five minutes, is not taken
     */
    public record Order(String group, String deduplicationId) {}

    public OutgoingMessage {
        attributes = Map.copyOf(attributes);
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException(attributes.size() + " attributes: expected at most " + MOST_ATTRIBUTES);
        }
    }
}
