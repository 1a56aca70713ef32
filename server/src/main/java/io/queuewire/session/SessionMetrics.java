package io.queuewire.session;

/** What sessions count. Called on many threads; must not block. */
public interface SessionMetrics {

    SessionMetrics NONE = (event, outcome) -> {};

    /**
     * A client event has been dealt with.
     *
     * @param event its name if that is on the allow-list or one of ours, else {@code other}
     * @param outcome {@code ok} or the code of the refusal
     */
    void clientEvent(String event, String outcome);
}
