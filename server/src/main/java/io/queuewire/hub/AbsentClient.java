package io.queuewire.hub;

import java.time.Duration;
import java.util.Map;

/**
 * A client that is away and may come back to where it was.
 *
 * @param key the secret by which it is known
 * @param id its public id, which it keeps
 * @param namespace with its slash
 * @param rooms it is in, each with the number of the last message there that is not for it
 * @param position of the last message before it came, for a client that has not been given any
 * @param left how long it may still stay away
 */
public record AbsentClient(
        String key, String id, String namespace, Map<String, Long> rooms, String position, Duration left) {

    private static final int OVERHEAD = 500;

    public AbsentClient {
        rooms = Map.copyOf(rooms);
    }

    /** How much memory it takes, roughly, in bytes. */
    public long size() {
        return OVERHEAD
                + rooms.keySet().stream()
                        .mapToLong(room -> 100 + 2L * room.length())
                        .sum();
    }

    /** The same client when some time has passed. */
    public AbsentClient after(Duration time) {
        return new AbsentClient(key, id, namespace, rooms, position, left.minus(time));
    }

    /** The secret stays one. */
    @Override
    public String toString() {
        return "absent client " + id + " of " + namespace;
    }
}
