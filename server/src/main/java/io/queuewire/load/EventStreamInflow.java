package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** Reads one event stream line by line; of an event with several lines of data the first one is searched for its number. */
final class EventStreamInflow extends SimpleChannelInboundHandler<HttpContent> {

    private static final int MOST_BYTES = 16 << 20;
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Receiver client;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;
    private boolean inData;

    EventStreamInflow(Receiver client) {
        this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpContent part) {
        ByteBuf bytes = part.content();
        client.readBegins(bytes.readableBytes());
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, bytes.retain());
        while (client.isOn(context.channel()) && nextLine()) {
            // One after the other.
        }
        if (!pending.isReadable()) {
            release();
        } else if (pending.readableBytes() > MOST_BYTES) {
            client.ended(context.channel(), "not an event stream");
        }
        if (part instanceof LastHttpContent) {
            client.ended(context.channel(), "end of stream");
        }
    }

    private boolean nextLine() {
        int from = pending.readerIndex();
        int end = pending.indexOf(from, pending.writerIndex(), (byte) '\n');
        if (end < 0) {
            return false;
        }
        pending.readerIndex(end + 1);
        if (end - from <= 1) {
            inData = false;
        } else if (isData(from, end) && !inData) {
            inData = true;
            client.received(pending, from + DATA.length, end);
        }
        return true;
    }

    private boolean isData(int from, int end) {
        if (end - from < DATA.length) {
            return false;
        }
        for (int i = 0; i < DATA.length; i++) {
            if (pending.getByte(from + i) != DATA[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.ended(context.channel(), "connection lost");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.ended(context.channel(), Reasons.of(cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        release();
    }

    private void release() {
        pending.release();
        pending = Unpooled.EMPTY_BUFFER;
    }
}
