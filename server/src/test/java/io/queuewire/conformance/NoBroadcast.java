package io.queuewire.conformance;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.List;

/** The format of a protocol in which nothing is broadcast. */
record NoBroadcast(String protocol) implements WireFormat {

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        throw new UnsupportedOperationException("nothing is broadcast in " + protocol);
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        throw new UnsupportedOperationException("nothing is broadcast in " + protocol);
    }
}
