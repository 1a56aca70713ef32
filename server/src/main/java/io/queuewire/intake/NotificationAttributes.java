package io.queuewire.intake;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes inside an SNS envelope: {@code "MessageAttributes":{"room":{"Type":"String","Value":"orders"}}}. */
final class NotificationAttributes {

    private NotificationAttributes() {}

    /** Reads what is readable; anything else is no attribute. */
    static Map<String, AttributeValue> read(Map<String, RawJson> envelope) {
        RawJson attributes = envelope.get("MessageAttributes");
        if (attributes == null || !attributes.isObject()) {
            return Map.of();
        }
        Map<String, AttributeValue> valuesByName = new LinkedHashMap<>();
        attributes.members().forEach((name, attribute) -> {
            Map<String, RawJson> parts = attribute.isObject() ? attribute.members() : Map.of();
            RawJson type = parts.get("Type");
            RawJson value = parts.get("Value");
            if (type != null && value != null && type.isString() && value.isString()) {
                valuesByName.put(name, value(type.asString(), value.asString()));
            }
        });
        return valuesByName;
    }

    private static AttributeValue value(String type, String value) {
        if (type.startsWith("Binary")) {
            return new AttributeValue.Binary(type, decode(value));
        }
        return new AttributeValue.Text(type, type.equals("String.Array") ? commaSeparated(value) : value);
    }

    private static ByteBuffer decode(String base64) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return ByteBuffer.allocate(0);
        }
    }

    /** SNS alone has lists, written as a JSON array; ours are comma-separated. */
    private static String commaSeparated(String array) {
        try {
            RawJson json = RawJson.parse(array, JsonLimits.QUEUE);
            List<RawJson> elements = json.isArray() ? json.elements() : List.of(json);
            return String.join(
                    ",",
                    elements.stream()
                            .map(element -> element.isString() ? element.asString() : element.text())
                            .toList());
        } catch (MalformedJsonException e) {
            return array;
        }
    }
}
