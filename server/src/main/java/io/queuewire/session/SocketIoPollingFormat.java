package io.queuewire.session;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.List;
import java.util.Optional;

/** A Socket.IO event for clients that poll. */
public final class SocketIoPollingFormat implements WireFormat {

    private final boolean positions;

    /** @param positions whether clients get the position of each event, to come back with */
    public SocketIoPollingFormat(boolean positions) {
        this.positions = positions;
    }

    @Override
    public String protocol() {
        return SocketIoSession.PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        return PollingMessage.of(SocketIoEvent.packets(message, positions ? Optional.of(position) : Optional.empty()));
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        return PollingMessage.of(messages.stream()
                .flatMap(message -> ((PollingMessage) message).packets().stream())
                .toList());
    }
}
