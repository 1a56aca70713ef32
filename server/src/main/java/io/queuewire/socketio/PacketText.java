package io.queuewire.socketio;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.OptionalLong;

/**
 * The parts of a packet's text in their order: type, number of attachments and a dash, namespace and a comma, ack id,
 * JSON (Socket.IO protocol 5, "Packet encoding"). Each is optional except the type.
 *
 * @param attachments 0 unless the type is a binary one, then 1 to {@link SocketIoPacket#MAX_ATTACHMENTS}
 * @param json what is left, not looked at yet
 */
record PacketText(PacketType type, int attachments, Namespace namespace, OptionalLong ackId, String json) {

    private static final int MAX_ACK_DIGITS = 16;

    static PacketText parse(String text) {
        if (text.isEmpty()) {
            throw new MalformedSocketIoException("an empty packet, expected a packet type");
        }
        PacketType type = PacketType.of(text.charAt(0));
        int position = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int dash = digitsEnd(text, position);
            attachments = attachments(text, position, dash);
            position = dash + 1;
        }
        Namespace namespace = Namespace.MAIN;
        if (text.startsWith("/", position)) {
            int comma = text.indexOf(',', position);
            int end = comma < 0 ? text.length() : comma;
            namespace = namespace(text.substring(position, end));
            position = Math.min(end + 1, text.length());
        }
        int ackIdEnd = digitsEnd(text, position);
        return new PacketText(type, attachments, namespace, ackId(text, position, ackIdEnd), text.substring(ackIdEnd));
    }

    /** The JSON part as the array that events and acks carry. */
    RawJson array(JsonLimits limits) {
        if (!json.startsWith("[")) {
            throw unexpected("a JSON array");
        }
        return parse(limits);
    }

    /** The JSON part as the object that packets about connecting carry. As it may hold credentials, no excerpt of it. */
    RawJson object(JsonLimits limits) {
        if (!json.startsWith("{")) {
            throw new MalformedSocketIoException(
                    type + " with " + json.length() + " characters of something else, expected a JSON object");
        }
        return parse(limits);
    }

    MalformedSocketIoException unexpected(String expected) {
        return new MalformedSocketIoException(type + " with '" + Excerpt.of(json) + "', expected " + expected);
    }

    private RawJson parse(JsonLimits limits) {
        try {
            return RawJson.parse(json, limits);
        } catch (MalformedJsonException e) {
            throw new MalformedSocketIoException(type + ": " + e.getMessage(), e);
        }
    }

    private static int attachments(String text, int start, int dash) {
        String digits = text.substring(start, dash);
        // Two digits are enough for every allowed number; more need not become one.
        int count = digits.isEmpty() || digits.length() > 2 ? 0 : Integer.parseInt(digits);
        if (count < 1 || count > SocketIoPacket.MAX_ATTACHMENTS || !text.startsWith("-", dash)) {
            throw new MalformedSocketIoException("number of attachments '" + Excerpt.of(text.substring(start))
                    + "', expected 1 to " + SocketIoPacket.MAX_ATTACHMENTS + " and a dash");
        }
        return count;
    }

    private static Namespace namespace(String name) {
        try {
            return new Namespace(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedSocketIoException(String.valueOf(e.getMessage()), e);
        }
    }

    private static OptionalLong ackId(String text, int start, int end) {
        if (start == end) {
            return OptionalLong.empty();
        }
        long id = end - start > MAX_ACK_DIGITS ? Long.MAX_VALUE : Long.parseLong(text, start, end, 10);
        if (id > SocketIoPacket.MAX_ACK_ID) {
            throw new MalformedSocketIoException("ack id " + Excerpt.of(text.substring(start, end)) + ", expected 0 to "
                    + SocketIoPacket.MAX_ACK_ID);
        }
        return OptionalLong.of(id);
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
