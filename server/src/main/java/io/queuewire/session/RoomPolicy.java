package io.queuewire.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which rooms a client may enter by itself. Immutable. */
public final class RoomPolicy {

    static final int MOST_ROOMS = 128;
    static final int LONGEST_NAME = 200;

    private final List<Pattern> open;

    /**
     * Opens the rooms that match.
     *
     * @param patterns room names in which {@code *} stands for any characters
     */
    public RoomPolicy(List<String> patterns) {
        this.open = patterns.stream().map(RoomPolicy::compile).toList();
    }

    private static Pattern compile(String pattern) {
        String anyBetween =
                List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(anyBetween, Pattern.DOTALL);
    }

    /** Why a client that is in these rooms may not know about a room; empty when it is in there or may enter. */
    Optional<Refusal> refusalToTell(String room, Set<String> rooms) {
        return rooms.contains(room) ? Optional.empty() : refusal(room, 0);
    }

    /** Why a client that is in so many rooms may not enter another one; empty when it may. */
    Optional<Refusal> refusal(String room, int rooms) {
        if (room.isEmpty() || room.length() > LONGEST_NAME || room.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(new Refusal(
                    Refusal.Code.BAD_REQUEST,
                    "a room name has 1 to " + LONGEST_NAME + " characters and no control characters"));
        }
        if (open.stream().noneMatch(pattern -> pattern.matcher(room).matches())) {
            return Optional.of(new Refusal(Refusal.Code.NOT_ALLOWED, "this room is not open to clients"));
        }
        if (rooms >= MOST_ROOMS) {
            return Optional.of(
                    new Refusal(Refusal.Code.NOT_ALLOWED, "a client may be in at most " + MOST_ROOMS + " rooms"));
        }
        return Optional.empty();
    }
}
