package io.queuewire.hub;

import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.util.LinkedHashMap;

/**
 * For whom messages have been let go, and up to which number: a client that comes back after a quiet time has missed
 * nothing as long as none of them was for it.
 *
 * <p>Guarded by the lock of the log. Remembers so many audiences; of those that were longest without a message it knows
 * only that they may have missed any.
 */
final class Forgotten {

    private static final int MOST_AUDIENCES = 50_000;

    /** What stands for everyone in a namespace; no room is called that. */
    private static final String EVERYONE = "";

    private record Group(String namespace, String room) {}

    private final LinkedHashMap<Group, Long> sequencesByGroup = new LinkedHashMap<>(16, 0.75f, true);
    private long last;
    private long unknown;

    /** @param unknown messages up to this number may have been let go, whoever they were for */
    Forgotten(long unknown) {
        this.unknown = unknown;
        this.last = unknown;
    }

    /** The number of the last message that was let go. */
    long last() {
        return last;
    }

    void add(PushMessage message, long sequence) {
        last = sequence;
        switch (message.audience()) {
            case Audience.Everyone everyone -> add(new Group(message.namespace(), EVERYONE), sequence);
            case Audience.Members members ->
                members.rooms().forEach(room -> add(new Group(message.namespace(), room), sequence));
        }
    }

    private void add(Group group, long sequence) {
        sequencesByGroup.put(group, sequence);
        if (sequencesByGroup.size() > MOST_AUDIENCES) {
            unknown = sequencesByGroup.pollFirstEntry().getValue();
        }
    }

    /** Whether a message behind a number may have been let go that was for a client. */
    boolean concerns(Ears ears, long after) {
        return after < unknown
                || after < sequence(ears.namespace(), EVERYONE)
                || ears.rooms().entrySet().stream()
                        .anyMatch(room -> Math.max(after, room.getValue()) < sequence(ears.namespace(), room.getKey()));
    }

    private long sequence(String namespace, String room) {
        Long sequence = sequencesByGroup.get(new Group(namespace, room));
        return sequence == null ? 0 : sequence;
    }
}
