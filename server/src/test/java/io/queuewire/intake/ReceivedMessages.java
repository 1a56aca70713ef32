package io.queuewire.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Received messages as tests need them. */
final class ReceivedMessages {

    private ReceivedMessages() {}

    static ReceivedMessage of(String id, String body) {
        return of(id, body, Map.of());
    }

    static ReceivedMessage of(String id, String body, Map<String, AttributeValue> attributes) {
        return new ReceivedMessage(
                id, body, attributes, "receipt of " + id, 1, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    /** Names and values by turns, all of type String. */
    static Map<String, AttributeValue> attributes(String... namesAndValues) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], AttributeValue.Text.of(namesAndValues[i + 1]));
        }
        return attributes;
    }
}
