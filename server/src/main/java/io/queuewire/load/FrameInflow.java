package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.ReferenceCountUtil;

/**
 * Reads the frames of one WebSocket where they lie: nothing is copied but what a read has cut off, and no objects are made.
 *
 * <p>Of a message in several frames the first one counts, so a number must stand there.
 */
final class FrameInflow extends ChannelInboundHandlerAdapter {

    private static final int MOST_BYTES = 16 << 20;
    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final Receiver client;
    private final Talk talk;
    private ByteBuf pending = Unpooled.EMPTY_BUFFER;

    FrameInflow(Receiver client, Talk talk) {
        this.client = client;
        this.talk = talk;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message); // the end of the HTTP response
            return;
        }
        client.readBegins(bytes.readableBytes());
        pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, bytes);
        while (client.isOn(context.channel()) && nextFrame()) {
            // One after the other.
        }
        if (!pending.isReadable()) {
            release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    /** Takes one frame; false when the rest of it is still to come. */
    private boolean nextFrame() {
        int readable = pending.readableBytes();
        int at = pending.readerIndex();
        if (readable < 2) {
            return false;
        }
        int shortLength = pending.getByte(at + 1) & LENGTH;
        int header = shortLength == LONG_LENGTH ? 10 : shortLength == SHORT_LENGTH ? 4 : 2;
        if (readable < header) {
            return false;
        }
        long length = length(shortLength, at + 2);
        if (pending.getByte(at + 1) < 0 || length < 0 || length > MOST_BYTES) {
            client.ended("not a WebSocket frame");
            return false;
        }
        if (readable < header + length) {
            return false;
        }
        pending.skipBytes(header + (int) length);
        frame(pending.getByte(at) & OPCODE, at + header, at + header + (int) length);
        return true;
    }

    private long length(int shortLength, int at) {
        return switch (shortLength) {
            case SHORT_LENGTH -> pending.getUnsignedShort(at);
            case LONG_LENGTH -> pending.getLong(at);
            default -> shortLength;
        };
    }

    private void frame(int opcode, int from, int end) {
        switch (opcode) {
            case MaskedFrames.TEXT -> talk.text(client, pending, from, end);
            case MaskedFrames.PING -> client.send(MaskedFrames.PONG, pending.slice(from, end - from));
            case MaskedFrames.CLOSE ->
                client.ended(end - from < 2 ? "close" : "close " + pending.getUnsignedShort(from));
            default -> {} // attachments, further parts, pongs
        }
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
