package io.queuewire.hub;

import io.queuewire.message.Audience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Some clients of one namespace on one shard, by room too. On the shard's thread only; a room goes with its last member. */
final class Subscribers {

    /** So many clients are asked in a row for what they speak: the processor fetches what belongs to them side by side. */
    private static final int AHEAD = 16;

    private final List<Seat> all = new ArrayList<>();
    private final Map<String, Set<Seat>> seatsByRoom = new HashMap<>();
    private final String namespace;
    private final WireFormat[] ahead = new WireFormat[AHEAD];
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

    /** Visits each client of an audience once, with the format that it speaks. Clients belong to no user until authentication is configured. */
    void forEach(Audience audience, BiConsumer<Seat, WireFormat> visitor) {
        switch (audience) {
            case Audience.Everyone everyone -> forAll(visitor);
            case Audience.Members members -> {
                choice++;
                for (String room : members.rooms()) {
                    for (Seat member : seatsByRoom.getOrDefault(room, Set.of())) {
                        if (member.chosenBy != choice) {
                            member.chosenBy = choice;
                            visitor.accept(member, member.link.format());
                        }
                    }
                }
            }
        }
    }

    private void forAll(BiConsumer<Seat, WireFormat> visitor) {
        for (int from = 0; from < all.size(); from += AHEAD) {
            int to = Math.min(all.size(), from + AHEAD);
            for (int i = from; i < to; i++) {
                ahead[i - from] = all.get(i).link.format();
            }
            for (int i = from; i < to; i++) {
                visitor.accept(all.get(i), ahead[i - from]);
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
