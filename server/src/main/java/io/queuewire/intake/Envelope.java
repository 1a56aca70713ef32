package io.queuewire.intake;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes off what services put around a payload: SNS notifications without raw delivery and EventBridge events, one of
 * each at most, in either order; and names the event of an S3 notification.
 *
 * <p>Envelopes are recognised by members that belong together, never by configuration. Attributes inside an SNS envelope
 * count like those of the message, which win.
 */
final class Envelope {

    private RawJson data;
    private final Map<String, AttributeValue> attributes;
    private Optional<String> event = Optional.empty();

    private Envelope(RawJson data, Map<String, AttributeValue> attributes) {
        this.data = data;
        this.attributes = new HashMap<>(attributes);
    }

    /**
     * Opens a message.
     *
     * @throws InvalidMessageException when the body, or the text inside an SNS envelope, is not JSON
     */
    static Content open(ReceivedMessage message) throws InvalidMessageException {
        Envelope envelope = new Envelope(json("body", message.body()), message.attributes());
        boolean notification = envelope.takeOffNotification();
        envelope.takeOffBusEvent();
        if (!notification) {
            envelope.takeOffNotification();
        }
        envelope.nameStorageEvent();
        return new Content(envelope.data, envelope.attributes, envelope.event);
    }

    /** SNS: {@code Type}, {@code TopicArn} and the payload as a string in {@code Message}. */
    private boolean takeOffNotification() throws InvalidMessageException {
        Map<String, RawJson> members = membersIfNamed("TopicArn");
        if (!string(members, "Type").equals(Optional.of("Notification"))
                || string(members, "TopicArn").isEmpty()) {
            return false;
        }
        Optional<String> payload = string(members, "Message");
        if (payload.isEmpty()) {
            return false;
        }
        NotificationAttributes.read(members).forEach(attributes::putIfAbsent);
        data = json("SNS message", payload.get());
        return true;
    }

    /** EventBridge: {@code source}, {@code detail-type}, and the payload in {@code detail}. */
    private void takeOffBusEvent() {
        Map<String, RawJson> members = membersIfNamed("detail-type");
        Optional<String> detailType = string(members, "detail-type");
        RawJson detail = members.get("detail");
        if (detailType.isPresent() && string(members, "source").isPresent() && detail != null) {
            event = detailType;
            data = detail;
        }
    }

    /** S3: a list of {@code Records}, or the test event that is sent when notifications are set up. */
    private void nameStorageEvent() {
        if (event.isPresent()) {
            return;
        }
        Map<String, RawJson> document = membersIfNamed("Records");
        RawJson records = document.get("Records");
        if (records != null && records.isArray()) {
            List<RawJson> elements = records.elements();
            if (!elements.isEmpty() && elements.getFirst().isObject()) {
                Map<String, RawJson> first = elements.getFirst().members();
                if (string(first, "eventSource").equals(Optional.of("aws:s3"))) {
                    event = string(first, "eventName").map(name -> "s3:" + name);
                }
            }
        } else if (string(membersIfNamed("s3:TestEvent", "Event"), "Service").equals(Optional.of("Amazon S3"))) {
            event = Optional.of("s3:TestEvent");
        }
    }

    /** The members of the payload if the text occurs in it at all: most payloads need not be taken apart. */
    private Map<String, RawJson> membersIfNamed(String... texts) {
        for (String text : texts) {
            if (!data.text().contains('"' + text + '"')) {
                return Map.of();
            }
        }
        return data.isObject() ? data.members() : Map.of();
    }

    private static Optional<String> string(Map<String, RawJson> members, String name) {
        RawJson value = members.get(name);
        return value != null && value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static RawJson json(String what, String text) throws InvalidMessageException {
        try {
            return RawJson.parse(text, JsonLimits.QUEUE);
        } catch (MalformedJsonException e) {
            throw new InvalidMessageException(what + " is " + e.getMessage());
        }
    }
}
