package io.queuewire.session;

import io.queuewire.hub.ClientLink;

/** An HTTP response that goes on: Server-Sent Events on their way to one client. On its event loop only. */
public interface EventStream extends ClientLink {

    /** Sends lines of the stream behind everything that was written before. */
    void send(String lines);

    /** Who is told how it ends. Called on the stream's event loop. */
    interface Listener {

        /** The last call: nothing can be sent any more. */
        void closed(DisconnectReason reason, String detail);
    }
}
