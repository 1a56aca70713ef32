package io.queuewire.transport;

import io.queuewire.session.DisconnectReason;

/** What somebody wants to know of a WebSocket. Called on its event loop. */
interface WebSocketListener {

    /** A whole text message. */
    void text(String message);

    /** A whole binary message. */
    void binary(byte[] message);

    /** The peer has answered a ping. */
    void pong();

    /** The last call: the connection is over or about to be, and nothing more can be sent. */
    void closed(DisconnectReason reason, String detail);
}
