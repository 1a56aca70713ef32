package io.queuewire.hub;

import io.queuewire.message.PushMessage;

/** How the clients of one protocol want a message written. Stateless and safe for any thread. */
public interface WireFormat {

    /** The protocol's name, as metrics show it. */
    String protocol();

    /**
     * Writes a message once for all clients of this format.
     *
     * @param position where the message stands in the log, opaque to clients; of a volatile message, which has no place
     *     there, that of the last one before it
     */
    EncodedMessage encode(PushMessage message, String position);
}
