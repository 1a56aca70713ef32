package io.queuewire.app;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Queue messages as people have them in files: what {@code aws sqs receive-message} prints, one message of it, an object
 * with {@code body} and {@code attributes}, or nothing but a body.
 */
final class QueueMessageFile {

    private static final Set<String> MEMBERS_OF_AWS = Set.of(
            "MessageId",
            "ReceiptHandle",
            "MD5OfBody",
            "MD5OfMessageAttributes",
            "Body",
            "Attributes",
            "MessageAttributes");
    private static final Set<String> MEMBERS_OF_OURS = Set.of("body", "attributes");

    private QueueMessageFile() {}

    /**
     * Reads the messages of a file, in their order; there is at least one.
     *
     * @throws MalformedJsonException when the file looks like a message but is none; a body may be anything
     */
    static List<ReceivedMessage> read(String text) {
        Map<String, RawJson> members = members(text);
        RawJson messages = members.get("Messages");
        if (messages != null && members.size() == 1 && messages.isArray()) {
            List<RawJson> elements = messages.elements();
            if (elements.isEmpty()) {
                throw new MalformedJsonException("no messages in Messages: expected at least one");
            }
            return elements.stream().map(QueueMessageFile::asAwsPrintsIt).toList();
        }
        if (members.containsKey("Body") && MEMBERS_OF_AWS.containsAll(members.keySet())) {
            return List.of(asAwsPrintsIt(members));
        }
        if (members.containsKey("body") && MEMBERS_OF_OURS.containsAll(members.keySet())) {
            return List.of(simple(members));
        }
        return List.of(message(text, Map.of()));
    }

    private static Map<String, RawJson> members(String text) {
        try {
            RawJson json = RawJson.parse(text, JsonLimits.QUEUE);
            return json.isObject() ? json.members() : Map.of();
        } catch (MalformedJsonException e) {
            // Then it is a body, and the decoder says what is wrong with it.
            return Map.of();
        }
    }

    private static ReceivedMessage asAwsPrintsIt(RawJson message) {
        return asAwsPrintsIt(object("a message", message));
    }

    private static ReceivedMessage asAwsPrintsIt(Map<String, RawJson> members) {
        RawJson body = members.get("Body");
        if (body == null) {
            throw new MalformedJsonException("a message without Body: expected one");
        }
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        object("MessageAttributes", members.getOrDefault("MessageAttributes", RawJson.EMPTY_OBJECT))
                .forEach((name, value) -> attributes.put(name, typed(name, value)));
        return message(string("Body", body), attributes);
    }

    private static ReceivedMessage simple(Map<String, RawJson> members) {
        RawJson body = members.getOrDefault("body", RawJson.NULL);
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        object("attributes", members.getOrDefault("attributes", RawJson.EMPTY_OBJECT))
                .forEach((name, value) -> attributes.put(name, plainOrTyped(name, value)));
        return message(body.isString() ? body.asString() : body.text(), attributes);
    }

    private static AttributeValue plainOrTyped(String name, RawJson value) {
        if (value.isString()) {
            return AttributeValue.Text.of(value.asString());
        }
        return value.isNumber() ? new AttributeValue.Text("Number", value.text()) : typed(name, value);
    }

    private static AttributeValue typed(String name, RawJson value) {
        Map<String, RawJson> parts = object("attribute '" + name + "'", value);
        String type = string("DataType", parts.getOrDefault("DataType", RawJson.string("String")));
        RawJson bytes = parts.get("BinaryValue");
        if (bytes != null) {
            return new AttributeValue.Binary(type, decoded(name, string("BinaryValue", bytes)));
        }
        return new AttributeValue.Text(
                type,
                Optional.ofNullable(parts.get("StringValue"))
                        .map(text -> string("StringValue", text))
                        .orElseThrow(() -> new MalformedJsonException(
                                "attribute '" + name + "' without StringValue and BinaryValue: expected one of them")));
    }

    private static ByteBuffer decoded(String name, String base64) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException("BinaryValue of attribute '" + name + "': expected Base64");
        }
    }

    private static Map<String, RawJson> object(String what, RawJson value) {
        if (!value.isObject()) {
            throw new MalformedJsonException(what + ": expected an object");
        }
        return value.members();
    }

    private static String string(String what, RawJson value) {
        if (!value.isString()) {
            throw new MalformedJsonException(what + ": expected a string");
        }
        return value.asString();
    }

    /** What says nothing about where a message goes is left at anything. */
    private static ReceivedMessage message(String body, Map<String, AttributeValue> attributes) {
        return new ReceivedMessage("", body, attributes, "", 1, Instant.EPOCH, Optional.empty(), Optional.empty());
    }
}
