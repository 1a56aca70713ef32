package io.queuewire.transport;

import io.netty.buffer.ByteBufAllocator;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import io.queuewire.session.JsonEvent;
import io.queuewire.session.JsonSession;
import java.util.List;

/** A message over the plain JSON WebSocket: one text frame. */
final class JsonWebSocketFormat implements WireFormat {

    @Override
    public String protocol() {
        return JsonSession.PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        return new EncodedBytes(Frames.text(ByteBufAllocator.DEFAULT, JsonEvent.text(message, position)));
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        return EncodedBytes.joined(messages);
    }
}
