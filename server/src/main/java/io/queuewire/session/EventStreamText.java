package io.queuewire.session;

import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;

/** Server-Sent Events as text (HTML standard, section 9.2.5). */
public final class EventStreamText {

    /** Tells the client that messages were missed; it keeps the position that came before. */
    static final String GAP = "event: gap\ndata: {}\n\n";

    /** Keeps proxies and clients from giving up a stream that is silent. */
    static final String COMMENT = ":\n\n";

    private EventStreamText() {}

    /** A message, with its position where it has one: a client keeps the latest and sends it when it comes back. */
    public static String event(PushMessage message, String position) {
        StringBuilder text = new StringBuilder();
        if (message.retention() != Retention.VOLATILE) {
            text.append("id: ").append(position).append('\n');
        }
        return text.append("event: ")
                .append(message.event())
                .append("\ndata: ")
                // A line break would end the data; in JSON it stands only between tokens, where a space says the same.
                .append(JsonEvent.data(message.arguments())
                        .text()
                        .replace('\n', ' ')
                        .replace('\r', ' '))
                .append("\n\n")
                .toString();
    }

    /** What a stream begins with: a position to come back with, and how long to wait before. */
    static String beginning(String position, long retryMillis) {
        return "retry: " + retryMillis + "\nid: " + position + "\n\n";
    }
}
