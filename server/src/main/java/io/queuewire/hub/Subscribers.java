package io.queuewire.hub;

import io.queuewire.message.Audience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Some clients of one namespace on one shard, by room too. On the shard's thread only; a room goes with its last member. */
final class Subscribers {

    private final List<Seat> all = new ArrayList<>();
    private final Map<String, Set<Seat>> seatsByRoom = new HashMap<>();
    private final String namespace;
    private long choice;

    Subscribers(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    void add(Seat seat) {
        seat.index = all.size();
        all.add(seat);
    }

    /** The last one takes the place of the one that leaves: removal costs the same in a crowd. */
    void remove(Seat seat) {
        Seat last = all.removeLast();
        if (last != seat) {
            all.set(seat.index, last);
            last.index = seat.index;
        }
    }

    void join(Seat seat, String room) {
        seatsByRoom.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(seat);
    }

    void leave(Seat seat, String room) {
        seatsByRoom.computeIfPresent(room, (name, members) -> {
            members.remove(seat);
            return members.isEmpty() ? null : members;
        });
    }

    /** Visits each client of an audience once. Clients belong to no user until authentication is configured. */
    void forEach(Audience audience, Consumer<Seat> visitor) {
        switch (audience) {
            case Audience.Everyone everyone -> all.forEach(visitor);
            case Audience.Members members -> {
                choice++;
                for (String room : members.rooms()) {
                    for (Seat member : seatsByRoom.getOrDefault(room, Set.of())) {
                        if (member.chosenBy != choice) {
                            member.chosenBy = choice;
                            visitor.accept(member);
                        }
                    }
                }
            }
        }
    }

    int size() {
        return all.size();
    }

    int members(String room) {
        return seatsByRoom.getOrDefault(room, Set.of()).size();
    }

    int rooms() {
        return seatsByRoom.size();
    }
}
