package io.queuewire.intake;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes off what services put around a payload: SNS notifications without raw delivery and EventBridge events, one of
 * each at most, in either order.
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
     * @throws InvalidMessageException when the body, or the text inside an SNS envelope, is not JSON; or when SNS asks for
     *     a confirmation
     */
    static Content open(ReceivedMessage message) throws InvalidMessageException {
        Envelope envelope = new Envelope(json("body", message.body()), message.attributes());
        boolean notification = envelope.takeOffNotification();
        envelope.takeOffBusEvent();
        if (!notification) {
            envelope.takeOffNotification();
        }
        envelope.event
                .or(() -> StorageNotification.event(envelope.data))
                .ifPresent(name -> envelope.attributes.putIfAbsent("event", AttributeValue.Text.of(name)));
        return new Content(envelope.data, envelope.attributes);
    }

    /** SNS: {@code Type}, {@code TopicArn} and the payload as a string in {@code Message}. */
    private boolean takeOffNotification() throws InvalidMessageException {
        Map<String, RawJson> members = membersIfNamed("TopicArn");
        Optional<String> topic = string(members, "TopicArn");
        Optional<String> type = string(members, "Type");
        if (topic.isEmpty() || type.isEmpty()) {
            return false;
        }
        if (string(members, "Token").isPresent()) {
            refuseConfirmation(type.get(), topic.get());
        }
        Optional<String> payload = string(members, "Message");
        if (payload.isEmpty() || !type.get().equals("Notification")) {
            return false;
        }
        NotificationAttributes.read(members).forEach(attributes::putIfAbsent);
        data = json("SNS message", payload.get());
        return true;
    }

    /** Whoever has the token of such a message can confirm in our stead: it is for nobody's eyes, and not for the log. */
    private static void refuseConfirmation(String type, String topic) throws InvalidMessageException {
        switch (type) {
            case "SubscriptionConfirmation" ->
                throw new InvalidMessageException("the subscription to topic " + topic + " waits to be confirmed");
            case "UnsubscribeConfirmation" ->
                throw new InvalidMessageException("the subscription to topic " + topic + " was cancelled");
            default -> {}
        }
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

    /** The members of the payload if the text occurs in it at all: most payloads need not be taken apart. */
    private Map<String, RawJson> membersIfNamed(String text) {
        return data.isObject() && data.text().contains('"' + text + '"') ? data.members() : Map.of();
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
