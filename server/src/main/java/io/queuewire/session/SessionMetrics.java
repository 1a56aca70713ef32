package io.queuewire.session;

/** What sessions count. Called on many threads; must not block. */
public interface SessionMetrics {

    /** Counts nothing. */
    SessionMetrics NONE = new SessionMetrics() {};

    /** A connection of a protocol is open. */
    default void opened(String protocol) {}

    /** A connection of a protocol is over. */
    default void closed(String protocol, DisconnectReason reason) {}

    /**
     * A client event has been dealt with.
     *
     * @param event its name if that is on the allow-list or one of ours, else {@code other}
     * @param outcome {@code ok} or the code of the refusal
     */
    default void clientEvent(String event, String outcome) {}
}
