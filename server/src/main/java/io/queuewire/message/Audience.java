package io.queuewire.message;

import java.util.Set;

/** Who in a namespace gets a message. */
public sealed interface Audience {

    /** Every client of the namespace. */
    Audience EVERYONE = new Everyone();

    /** Every client of the namespace. */
    record Everyone() implements Audience {}

    /**
     * Whoever is in at least one of the rooms or is one of the users, once.
     *
     * @param rooms room names
     * @param users user names
     */
    record Members(Set<String> rooms, Set<String> users) implements Audience {
        public Members {
            rooms = Set.copyOf(rooms);
            users = Set.copyOf(users);
            if (rooms.isEmpty() && users.isEmpty()) {
                throw new IllegalArgumentException("no rooms and no users: expected at least one of them");
            }
        }
    }
}
