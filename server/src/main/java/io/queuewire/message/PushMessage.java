package io.queuewire.message;

import io.queuewire.json.RawJson;
import java.util.List;

/**
 * One message on its way to clients: an event with its arguments, and whom it is for.
 *
 * @param namespace the Socket.IO namespace, with its slash
 * @param audience who in that namespace gets it
 * @param event the event name, not empty
 * @param arguments the event's arguments as their author wrote them; a queue message has exactly one
 * @param attachments the binary attachments that the arguments' placeholders refer to; only Socket.IO clients get them
 * @param retention whether clients that come back later get it too
 */
public record PushMessage(
        String namespace,
        Audience audience,
        String event,
        List<RawJson> arguments,
        List<byte[]> attachments,
        Retention retention) {

    public PushMessage {
        if (!namespace.startsWith("/")) {
            throw new IllegalArgumentException("namespace '" + namespace + "': expected a leading slash");
        }
        if (event.isEmpty()) {
            throw new IllegalArgumentException("an empty event name: expected at least one character");
        }
        arguments = List.copyOf(arguments);
        attachments = List.copyOf(attachments);
    }

    /** An event that is kept. */
    public PushMessage(
            String namespace, Audience audience, String event, List<RawJson> arguments, List<byte[]> attachments) {
        this(namespace, audience, event, arguments, attachments, Retention.KEPT);
    }

    /** An event with one argument and no attachments, kept. */
    public static PushMessage of(String namespace, Audience audience, String event, RawJson data) {
        return new PushMessage(namespace, audience, event, List.of(data), List.of());
    }

    /** Whether it is for the same clients as another message. */
    public boolean hasAudienceOf(PushMessage other) {
        return namespace.equals(other.namespace) && audience.equals(other.audience);
    }

    /** The same message, kept or not. */
    public PushMessage with(Retention other) {
        return new PushMessage(namespace, audience, event, arguments, attachments, other);
    }

    /** How much text and binary it consists of, as a measure of the memory it takes. */
    public long size() {
        long size = (long) namespace.length() + event.length();
        for (RawJson argument : arguments) {
            size += argument.text().length();
        }
        for (byte[] attachment : attachments) {
            size += attachment.length;
        }
        return size;
    }
}
