package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;

/** Takes apart what comes on one connection; only what a read has cut off is kept until the next one. */
abstract sealed class Inflow extends ChannelInboundHandlerAdapter permits FrameInflow, EventStreamInflow {

    /** The most that may be cut off. */
    static final int MOST_BYTES = 16 << 20;

    private static final byte[] NOTHING = {};

    private final Receiver client;
    private byte[] cutOff = NOTHING;

    Inflow(Receiver client) {
        this.client = client;
    }

    /** Takes the next thing that is complete; says where it ends, or {@code from} when the rest of it is still to come. */
    abstract int next(byte[] bytes, int from, int end);

    /** @param read is read to its end */
    final void take(ChannelHandlerContext context, ByteBuf read) {
        client.readBegins(read.readableBytes());
        int end = cutOff.length + read.readableBytes();
        byte[] bytes = client.readSpace().room(end);
        System.arraycopy(cutOff, 0, bytes, 0, cutOff.length);
        read.readBytes(bytes, cutOff.length, read.readableBytes());
        int taken = 0;
        for (int at = -1; at != taken && client.isOn(context.channel()); ) {
            at = taken;
            taken = next(bytes, at, end);
        }
        cutOff = taken == end ? NOTHING : Arrays.copyOfRange(bytes, taken, end);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.ended(context.channel(), "connection lost");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.ended(context.channel(), Reasons.of(cause));
    }
}
