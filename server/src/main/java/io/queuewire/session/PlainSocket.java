package io.queuewire.session;

import io.queuewire.hub.ClientLink;

/** A WebSocket without any protocol above it. On its event loop only. */
public interface PlainSocket extends ClientLink {

    /** Sends a text message behind everything that was written before. */
    void send(String text);

    /** Sends a binary message behind everything that was written before. */
    void send(byte[] bytes);

    /** Sends a ping; the answer is told to the listener. */
    void ping();

    /** Ends the connection with the reason's close code. */
    void close(DisconnectReason reason, String detail);

    /** Who listens to the client. Called on the socket's event loop. */
    interface Listener {

        void text(String message);

        void binary(byte[] message);

        void pong();

        /** The last call: nothing can be sent any more. */
        void closed(DisconnectReason reason, String detail);
    }
}
