package io.queuewire.socketio;

import io.queuewire.json.RawJson;
import java.util.Map;

/** Holds the placeholders in an argument to the attachments that were announced. */
final class Placeholders {

    private static final RawJson TRUE = RawJson.bool(true);

    private Placeholders() {}

    /** Looks at every level; how deep they go was bounded when the value was parsed. */
    static void check(RawJson value, int attachments) {
        if (value.isArray()) {
            value.elements().forEach(element -> check(element, attachments));
        } else if (value.isObject()) {
            Map<String, RawJson> members = value.members();
            if (TRUE.equals(members.getOrDefault("_placeholder", RawJson.NULL))) {
                checkNumber(members.getOrDefault("num", RawJson.NULL), attachments);
            } else {
                members.values().forEach(member -> check(member, attachments));
            }
        }
    }

    /** One digit is enough, as there are at most ten attachments. */
    private static void checkNumber(RawJson number, int attachments) {
        String digit = number.text();
        if (digit.length() != 1 || digit.charAt(0) < '0' || digit.charAt(0) >= '0' + attachments) {
            throw new MalformedSocketIoException(
                    "placeholder number " + Excerpt.of(digit) + ", expected an integer from 0 to " + (attachments - 1));
        }
    }
}
