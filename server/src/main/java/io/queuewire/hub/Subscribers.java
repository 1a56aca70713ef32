package io.queuewire.hub;

import io.queuewire.message.Audience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The clients of one namespace on one shard, by room too. On the shard's thread only; a room goes with its last member. */
final class Subscribers {

    private final List<Subscriber> all = new ArrayList<>();
    private final Map<String, Set<Subscriber>> subscribersByRoom = new HashMap<>();
    private final String namespace;
    private long choice;

    Subscribers(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    void add(Subscriber subscriber) {
        subscriber.index = all.size();
        all.add(subscriber);
    }

    /** The last one takes the place of the one that leaves: removal costs the same in a crowd. */
    void remove(Subscriber subscriber) {
        Subscriber last = all.removeLast();
        if (last != subscriber) {
            all.set(subscriber.index, last);
            last.index = subscriber.index;
        }
    }

    void join(Subscriber subscriber, String room) {
        subscribersByRoom.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(subscriber);
    }

    void leave(Subscriber subscriber, String room) {
        subscribersByRoom.computeIfPresent(room, (name, members) -> {
            members.remove(subscriber);
            return members.isEmpty() ? null : members;
        });
    }

    /** Visits each client of an audience once. Clients belong to no user until authentication is configured. */
    void forEach(Audience audience, Consumer<Subscriber> visitor) {
        switch (audience) {
            case Audience.Everyone everyone -> all.forEach(visitor);
            case Audience.Members members -> {
                choice++;
                for (String room : members.rooms()) {
                    for (Subscriber member : subscribersByRoom.getOrDefault(room, Set.of())) {
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

    int rooms() {
        return subscribersByRoom.size();
    }
}
