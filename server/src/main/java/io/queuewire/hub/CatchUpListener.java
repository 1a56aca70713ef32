package io.queuewire.hub;

/** What the session of a client that catches up is told, on the client's thread. */
public interface CatchUpListener {

    /** Wants to know nothing. */
    CatchUpListener NONE = new CatchUpListener() {
        @Override
        public void live() {}

        @Override
        public void missed() {}
    };

    /** The client has been given what it missed; from now on it gets everything as it comes. Told once. */
    void live();

    /**
     * The log had to let messages go before the client took them. It goes on with the oldest one that is left, unless it is
     * closed before this returns.
     */
    void missed();
}
