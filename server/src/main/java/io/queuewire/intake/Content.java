package io.queuewire.intake;

import io.queuewire.json.RawJson;
import java.util.Map;
import java.util.Optional;

/**
 * What a message carries once its envelopes are off.
 *
 * @param data the payload as its author wrote it
 * @param attributes the message's attributes, with those of its envelopes behind them; {@code event} is there as well
 *     when only an envelope names one
 */
record Content(RawJson data, Map<String, AttributeValue> attributes) {

    Content {
        attributes = Map.copyOf(attributes);
    }

    /**
     * An attribute's text, of a string or a number.
     *
     * @throws InvalidMessageException when it is binary
     */
    Optional<String> text(String name) throws InvalidMessageException {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return switch (value) {
            case AttributeValue.Text text -> Optional.of(text.value());
            case AttributeValue.Binary binary ->
                throw new InvalidMessageException("attribute '" + name + "' is binary: expected text");
        };
    }
}
