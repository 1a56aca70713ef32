package io.queuewire.socketio;

import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.Optional;

/**
 * How much event is taken from a client. Beyond these limits an event is refused, with an acknowledgement that says so
 * if the client asked for one, and the connection stays: unlike a {@link MalformedSocketIoException} it is a mistake of
 * an application, not of a protocol implementation.
 *
 * @param nameLength most characters of the event name
 * @param arguments most arguments
 */
public record EventLimits(int nameLength, int arguments) {

    public static final EventLimits CLIENT = new EventLimits(128, 16);

    public EventLimits {
        if (nameLength < 1 || arguments < 0) {
            throw new IllegalArgumentException("name length " + nameLength + ", arguments " + arguments
                    + ": expected at least one character and no negative number");
        }
    }

    /** What is wrong with an event, for people; empty when nothing is. */
    public Optional<String> violation(Event event) {
        return violation(event.name()).or(() -> {
            int count = event.arguments().size();
            return count <= arguments
                    ? Optional.empty()
                    : Optional.of(count + " arguments, expected at most " + arguments);
        });
    }

    /** What is wrong with the name of an event, for people; empty when nothing is. */
    public Optional<String> violation(String name) {
        if (name.isEmpty() || name.length() > nameLength) {
            return Optional.of("event name of " + name.length() + " characters, expected 1 to " + nameLength);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("event name '" + Excerpt.of(name) + "', expected no control characters");
        }
        return Optional.empty();
    }
}
