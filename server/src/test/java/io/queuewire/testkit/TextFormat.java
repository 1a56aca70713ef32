package io.queuewire.testkit;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A wire format of plain text, for connections that only remember.
 *
 * @param writing makes the text of a message and its position
 */
public record TextFormat(BiFunction<PushMessage, String, String> writing) implements WireFormat {

    private record Text(List<String> texts) implements EncodedMessage {
        @Override
        public int size() {
            return texts.stream().mapToInt(String::length).sum();
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
        return new Text(List.of(writing.apply(message, position)));
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        return new Text(
                messages.stream().flatMap(message -> textsOf(message).stream()).toList());
    }

    /** The texts that were made, one for each message. */
    public static List<String> textsOf(EncodedMessage message) {
        return ((Text) message).texts();
    }
}
