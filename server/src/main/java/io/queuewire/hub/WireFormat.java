package io.queuewire.hub;

import io.queuewire.message.PushMessage;
import java.util.List;

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

    /**
     * Makes one of messages of this format, so that clients who get all of them are written to once.
     *
     * @param messages at least two, in order; they stay the caller's
     */
    EncodedMessage join(List<EncodedMessage> messages);
}
