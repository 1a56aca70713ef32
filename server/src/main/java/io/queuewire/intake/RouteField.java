package io.queuewire.intake;

import io.queuewire.message.DurationText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a message can say about its way, each in the attribute of that name; a routing rule can say the same. */
public enum RouteField {
    EVENT,
    ROOM,
    USER,
    NAMESPACE,
    TTL,
    KEY;

    /** The name of the attribute, and of the field in a rule. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of a name. */
    public static Optional<RouteField> named(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(label))
                .findFirst();
    }

    /** Whether the field takes several names, in an attribute with commas between them. */
    boolean isList() {
        return this == ROOM || this == USER;
    }

    /** What was expected of a constant, if it is not that; which namespaces exist is not known here. */
    public Optional<String> expectation(String constant) {
        return switch (this) {
            case EVENT ->
                EventName.problem(constant).isEmpty()
                        ? Optional.empty()
                        : Optional.of("an event name of 1 to 128 characters that is not reserved");
            case ROOM, USER ->
                Arrays.stream(constant.split(",")).allMatch(String::isBlank)
                        ? Optional.of("one or more names, with commas between them")
                        : Optional.empty();
            case TTL ->
                DurationText.parse(constant).isEmpty()
                        ? Optional.of("a duration such as 500ms, 20s or 2m")
                        : Optional.empty();
            case NAMESPACE, KEY -> constant.isEmpty() ? Optional.of("a text") : Optional.empty();
        };
    }
}
