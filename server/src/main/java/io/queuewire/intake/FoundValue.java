package io.queuewire.intake;

import io.queuewire.json.RawJson;
import java.util.Optional;

/** What stands at a place in a message. */
sealed interface FoundValue {

    /** A message attribute. */
    record OfAttribute(AttributeValue value) implements FoundValue {}

    /** A part of the payload, anything but null. */
    record OfPayload(RawJson value) implements FoundValue {}

    /** Looks; JSON null is how many producers write that there is nothing. */
    static Optional<FoundValue> at(Source.Place place, Content content) {
        return switch (place) {
            case Source.Attribute(String name) ->
                Optional.ofNullable(content.attributes().get(name)).map(OfAttribute::new);
            case Source.Pointer pointer ->
                content.data()
                        .at(pointer.path())
                        .filter(value -> !value.equals(RawJson.NULL))
                        .map(OfPayload::new);
        };
    }

    /** The value as one text: numbers and truth values as they were written; empty when it is not of that kind. */
    default Optional<String> text() {
        return switch (this) {
            case OfAttribute(AttributeValue.Text attribute) -> Optional.of(attribute.value());
            case OfAttribute(AttributeValue.Binary binary) -> Optional.empty();
            case OfPayload(RawJson value) when value.isObject() || value.isArray() -> Optional.empty();
            case OfPayload(RawJson value) -> Optional.of(value.isString() ? value.asString() : value.text());
        };
    }
}
