package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.queuewire.session.DisconnectReason;

/** What can be said over a WebSocket, in the order in which it is said. */
interface WebSocketOutput {

    void sendText(String message);

    void sendBinary(byte[] message);

    /** Queues whole frames and takes them over. */
    void write(ByteBuf frames);

    void flush();

    /** Whether the peer keeps up with what is written. */
    boolean isWritable();

    /** Runs an action, later, when the peer keeps up again. */
    void whenWritable(Runnable action);

    /** Says goodbye. */
    void close(DisconnectReason reason, String detail);
}
