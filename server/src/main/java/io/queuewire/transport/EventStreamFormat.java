package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import io.queuewire.session.EventStreamSession;
import io.queuewire.session.EventStreamText;
import java.util.List;

/** A message as a Server-Sent Event. */
final class EventStreamFormat implements WireFormat {

    @Override
    public String protocol() {
        return EventStreamSession.PROTOCOL;
    }

    @Override
    public EncodedMessage encode(PushMessage message, String position) {
        return new EncodedBytes(text(ByteBufAllocator.DEFAULT, EventStreamText.event(message, position)));
    }

    @Override
    public EncodedMessage join(List<EncodedMessage> messages) {
        return EncodedBytes.joined(messages);
    }

    static ByteBuf text(ByteBufAllocator allocator, String text) {
        ByteBuf bytes = allocator.directBuffer(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(bytes, text);
        return bytes;
    }
}
