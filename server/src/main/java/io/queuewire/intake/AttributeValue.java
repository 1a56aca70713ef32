package io.queuewire.intake;

import java.nio.ByteBuffer;

/** The value of a message attribute, with the type its producer gave it ({@code String}, {@code Number.int}, ...). */
public sealed interface AttributeValue {

    /** The producer's name for the type. */
    String type();

    /** How many bytes type and value have: a queue counts both. */
    int size();

    /** A string, or a number as its producer wrote it. */
    record Text(String type, String value) implements AttributeValue {
        public static Text of(String value) {
            return new Text("String", value);
        }

        @Override
        public int size() {
            return Utf8.bytes(type) + Utf8.bytes(value);
        }
    }

    /** Bytes, in a read-only buffer. */
    record Binary(String type, ByteBuffer value) implements AttributeValue {
        public Binary {
            value = value.asReadOnlyBuffer();
        }

        @Override
        public int size() {
            return Utf8.bytes(type) + value.remaining();
        }
    }
}
