package io.queuewire.hub;

/**
 * What the links of one shard have left to be sent together, once the shard has walked through its clients. Opaque to the
 * hub, which only says when. On the shard's thread only.
 */
public interface SendBatch {

    /** Of a thread whose links send each for itself. */
    SendBatch NONE = () -> {};

    /**
     * Sends what was left; returns when the sockets have taken it, or links wait for room with what they have not.
     *
     * <p>The thread may turn to its connections meanwhile: clients come and go, so this is no time to be walking through
     * them.
     */
    void send();
}
