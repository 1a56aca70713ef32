package io.queuewire.hub;

/**
 * Where a client begins to listen, found out from what it asked for.
 *
 * @param position of the last message that it does not get
 * @param kind what that means to the client
 * @param after the number of that message
 */
public record Beginning(String position, Kind kind, long after) {

    /** What a beginning means. */
    public enum Kind {
        /** The client is new: nothing has been missed. */
        NEW,
        /** The client goes on where it was: it gets everything that it has missed. */
        RECOVERED,
        /** What the client has missed can no longer be had, but for what the log still holds. */
        GAP
    }
}
