package io.queuewire.hub;

/**
 * All clients of one namespace on one shard. On the shard's thread only.
 *
 * @param live those that get every message as it comes
 * @param behind those that still catch up: they are there, but what comes now is not yet for them
 */
record Attendance(Subscribers live, Subscribers behind) {

    static Attendance of(String namespace) {
        return new Attendance(new Subscribers(namespace), new Subscribers(namespace));
    }

    String namespace() {
        return live.namespace();
    }

    /** How many clients are in a room. */
    int members(String room) {
        return live.members(room) + behind.members(room);
    }
}
