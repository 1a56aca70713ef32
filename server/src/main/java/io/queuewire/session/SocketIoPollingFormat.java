package io.queuewire.session;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;

/** A Socket.IO event for clients that poll. */
public final class SocketIoPollingFormat implements WireFormat {

    @Override
    public String protocol() {
        return SocketIoSession.PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        return PollingMessage.of(SocketIoEvent.packets(message));
    }
}
