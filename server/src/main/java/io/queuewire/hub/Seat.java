package io.queuewire.hub;

/**
 * The place of a live client in its namespace: all that a broadcast touches, kept small and apart from the rest, because a
 * broadcast touches all of them. On the shard's thread only.
 */
final class Seat {

    final ClientLink link;

    /** Where the namespace keeps it. */
    int index;

    /** The last delivery that chose this client, so that rooms which overlap deliver once. */
    long chosenBy;

    /** The last drain that wrote to this client, so that it is flushed once. */
    long writtenBy = -1;

    Seat(ClientLink link) {
        this.link = link;
    }
}
