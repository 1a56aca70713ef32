package io.queuewire.hub;

/**
 * The way out to one client. Every method is called on the client's own thread.
 *
 * <p>A link that gives its client up while it writes or flushes does so in a later task: the shard is walking through
 * its clients and must not lose one under its feet.
 */
public interface ClientLink {

    /** What the client reads at the moment; changes when a connection is upgraded. */
    WireFormat format();

    /**
     * Queues a shared message behind whatever was written before; the link takes its own hold on the bytes.
     *
     * @param message in this link's {@link #format()}
     */
    void write(EncodedMessage message);

    /** Sends what was queued. */
    void flush();

    /**
     * Queues a shared message and sends everything that is queued, at the latest with a batch.
     *
     * @param message in this link's {@link #format()}, which stays open until the batch has been sent
     */
    default void send(EncodedMessage message, SendBatch batch) {
        write(message);
        flush();
    }

    /** Whether the client keeps up so well that it can be given what it missed, far below what would cost it its connection. */
    boolean hasRoom();

    /** Runs an action, once and not at once, when there is room again; never when the client goes before. One waits at a time. */
    void whenRoom(Runnable action);
}
