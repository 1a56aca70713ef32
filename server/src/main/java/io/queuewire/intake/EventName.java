package io.queuewire.intake;

import java.util.Optional;
import java.util.Set;

/** Which event names a queue message may have. */
final class EventName {

    /** They mean something to the Socket.IO client or to our own protocols, and must not be forged. */
    private static final Set<String> RESERVED = Set.of(
            "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "hello", "gap");

    private static final int LONGEST = 128;

    private EventName() {}

    /** What is wrong with a name, the name first and what was expected after it; empty when it may be used. */
    static Optional<String> problem(String name) {
        if (RESERVED.contains(name)) {
            return Optional.of("'" + name + "': expected a name that is not reserved");
        }
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST) {
            return Optional.of("name of " + length + " characters: expected 1 to " + LONGEST);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("name with control characters: expected none");
        }
        return Optional.empty();
    }
}
