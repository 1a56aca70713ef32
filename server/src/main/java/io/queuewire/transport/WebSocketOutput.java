package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.queuewire.hub.SendBatch;
import io.queuewire.session.DisconnectReason;

/** What can be said over a WebSocket, in the order in which it is said. */
interface WebSocketOutput {

    void sendText(String message);

    void sendBinary(byte[] message);

    /** Queues whole frames and takes them over. */
    void write(ByteBuf frames);

    void flush();

    /**
     * Sends whole frames that others are sent too.
     *
     * @param shared stays as it is until the batch has been sent
     * @param batch of the session's thread
     */
    default void send(ByteBuf shared, SendBatch batch) {
        write(shared.retainedDuplicate());
        flush();
    }

    /** Whether the peer keeps up with what is written. */
    boolean isWritable();

    /** Runs an action, later, when the peer keeps up again. */
    void whenWritable(Runnable action);

    /** Says goodbye. */
    void close(DisconnectReason reason, String detail);
}
