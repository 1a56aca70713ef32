package io.queuewire.session;

import io.queuewire.hub.Since;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client without Socket.IO asks to hear, in the query of its request.
 *
 * @param namespace with its slash
 * @param rooms that it is in from the start
 * @param since from when on
 */
public record Listening(String namespace, Set<String> rooms, Since since) {

    private static final int LONGEST = RoomPolicy.LONGEST_NAME;

    public Listening {
        rooms = Set.copyOf(rooms);
    }

    /** Whether a client may hear what it asks for. */
    public sealed interface Decision {

        /** It may. */
        record Granted(Listening listening) implements Decision {}

        /**
         * It may not.
         *
         * @param forbidden whether others may; otherwise nobody can ask for such a thing
         * @param why for people
         */
        record Refused(boolean forbidden, String why) implements Decision {}
    }

    /**
     * Reads a query.
     *
     * @param query values by parameter
     * @param policy what clients may hear
     */
    public static Decision of(Map<String, List<String>> query, RelayPolicy policy) {
        String name = last(query, "namespace").orElse("/");
        String namespace = name.startsWith("/") ? name : "/" + name;
        if (!policy.namespaces().contains(namespace)) {
            return new Decision.Refused(false, "namespace: there is none of this name");
        }
        Optional<String> since = last(query, "since");
        if (since.filter(Listening::isIllegal).isPresent()) {
            return new Decision.Refused(
                    false, "since: expected 1 to " + LONGEST + " characters and no control characters");
        }
        Set<String> rooms = new LinkedHashSet<>();
        for (String room : rooms(query)) {
            Optional<Refusal> refusal =
                    rooms.contains(room) ? Optional.empty() : policy.rooms().refusal(room, rooms.size());
            if (refusal.isPresent()) {
                return refused(refusal.get(), rooms.size());
            }
            rooms.add(room);
        }
        return new Decision.Granted(
                new Listening(namespace, rooms, since.map(Since::parse).orElse(Since.NOW)));
    }

    private static Decision refused(Refusal refusal, int rooms) {
        boolean closed = refusal.code() == Refusal.Code.NOT_ALLOWED && rooms < RoomPolicy.MOST_ROOMS;
        return new Decision.Refused(closed, "rooms: " + refusal.message());
    }

    private static List<String> rooms(Map<String, List<String>> query) {
        List<String> rooms = new ArrayList<>();
        for (String list : query.getOrDefault("rooms", List.of())) {
            rooms.addAll(List.of(list.split(",", -1)));
        }
        return rooms;
    }

    private static Optional<String> last(Map<String, List<String>> query, String parameter) {
        return Optional.ofNullable(query.get(parameter)).map(List::getLast);
    }

    private static boolean isIllegal(String since) {
        return since.isEmpty() || since.length() > LONGEST || since.chars().anyMatch(Character::isISOControl);
    }

    /** The same, but from a message on that the client has seen. */
    public Listening after(String position) {
        return new Listening(namespace, rooms, new Since.Seen(position));
    }
}
