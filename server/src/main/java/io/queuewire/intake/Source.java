package io.queuewire.intake;

import io.queuewire.json.JsonPointer;

/** Where a routing rule has a value from. */
public sealed interface Source {

    /** The rule itself. */
    record Constant(String text) implements Source {}

    /** A message, once its envelopes are off. */
    sealed interface Place extends Source {}

    /** A message attribute; {@code event} is also the event that an envelope names. */
    record Attribute(String name) implements Place {
        public Attribute {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an empty attribute name: expected at least one character");
            }
        }

        @Override
        public String toString() {
            return "attribute '" + name + "'";
        }
    }

    /** A part of the payload. */
    record Pointer(JsonPointer path) implements Place {
        @Override
        public String toString() {
            return "pointer '" + path + "'";
        }
    }
}
