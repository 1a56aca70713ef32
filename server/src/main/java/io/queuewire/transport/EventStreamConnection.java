package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.SendBatch;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EventStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event stream behind the head of its response, which lasts until the connection ends.
 *
 * <p>Last handler of its pipeline. On the connection's event loop only. What the client still sends is not looked at.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class EventStreamConnection extends ChannelInboundHandlerAdapter implements EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStreamConnection.class);

    private final Channel channel;
    private final WireFormat format;
    private final CappedWriter writer;
    private @Nullable Listener listener;
    private boolean over;

    EventStreamConnection(Channel channel, WireFormat format, OutboundLimits limits) {
        this.channel = channel;
        this.format = format;
        this.writer = new CappedWriter(channel, channel, limits, this::giveUp);
    }

    /** Names the one who is told of the end. */
    void listen(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void send(String lines) {
        writer.write(EventStreamFormat.text(channel.alloc(), lines));
        writer.flush();
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        writer.write(((EncodedBytes) message).bytes().retainedDuplicate());
    }

    @Override
    public void send(EncodedMessage message, SendBatch batch) {
        ((SocketSends) batch).add(writer, ((EncodedBytes) message).bytes());
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public boolean hasRoom() {
        return writer.isWritable();
    }

    @Override
    public void whenRoom(Runnable action) {
        writer.whenWritable(action);
    }

    /** Ends the stream behind what was written, as a response ends that is complete. */
    void end(DisconnectReason reason, String detail) {
        if (!over) {
            over(reason, detail);
            LingeringClose.after(writer.end(Unpooled.EMPTY_BUFFER));
        }
    }

    private void giveUp() {
        over(DisconnectReason.TOO_SLOW, "too much waits for it");
        channel.close();
    }

    private void over(DisconnectReason reason, String detail) {
        if (!over && listener != null) {
            listener.closed(reason, detail);
        }
        over = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        writer.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over(DisconnectReason.CONNECTION_LOST, "TCP connection closed");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            over(DisconnectReason.CONNECTION_LOST, String.valueOf(cause.getMessage()));
        } else {
            log.error("an event stream failed inside the relay", cause);
            over(DisconnectReason.INTERNAL_ERROR, cause.toString());
        }
        channel.close();
    }
}
