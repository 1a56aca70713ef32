package io.queuewire.hub;

/**
 * The place of a client in its namespace: all that a broadcast touches, kept small and apart from the rest, because a
 * broadcast touches all of them. On the shard's thread only.
 */
final class Seat {

    final ClientLink link;

    /** Where the namespace keeps it. */
    int index;

    /** The last delivery that chose this client, so that rooms which overlap deliver once. */
    long chosenBy;

    /** Whether the current drain has written to this client and has not flushed it. */
    boolean unflushed;

    Seat(ClientLink link) {
        this.link = link;
    }
}
