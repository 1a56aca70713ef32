package io.queuewire.testkit;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.function.BiFunction;

/**
 * A wire format of plain text, for connections that only remember.
 *
 * @param writing makes the text of a message and its position
 */
public record TextFormat(BiFunction<PushMessage, String, String> writing) implements WireFormat {

    private record Text(String text) implements EncodedMessage {
        @Override
        public int size() {
            return text.length();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public String protocol() {
        return "text";
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        return new Text(writing.apply(message, position));
    }

    /** The text that was made. */
    public static String textOf(EncodedMessage message) {
        return ((Text) message).text();
    }
}
