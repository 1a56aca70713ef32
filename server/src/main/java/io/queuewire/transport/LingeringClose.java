package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends an HTTP connection so that the peer gets to read the last answer: a socket that is closed while bytes arrive is
 * reset, and a reset takes the answer with it (RFC 9112, section 9.6). So this side ends first, what still comes is thrown
 * away, and TCP is dropped when the peer ends too or has had enough time, or has sent too much.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** More than whoever was in the middle of a request has left to say; reading costs the others time. */
    private static final long MOST_BYTES = 16 << 20;

    private long thrownAway;

    private LingeringClose() {}

    /** Ends a connection behind its last write; from now on nothing that arrives is looked at. */
    static void after(ChannelFuture lastWrite) {
        Channel channel = lastWrite.channel();
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> after(lastWrite));
            return;
        }
        channel.pipeline().addLast(new LingeringClose());
        ClientPipeline.stopReadingRequests(channel.pipeline());
        channel.config().setAutoRead(true);
        stopSending(lastWrite);
        lastWrite.addListener(written -> {
            var timeout = channel.eventLoop()
                    .schedule(
                            () -> {
                                channel.close();
                            },
                            PATIENCE.toMillis(),
                            TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> timeout.cancel(false));
        });
    }

    /** Ends only this side of a connection, behind its last write; all of it when that fails. */
    static void stopSending(ChannelFuture lastWrite) {
        Channel channel = lastWrite.channel();
        lastWrite.addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel socket) {
                socket.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    /** Ends a connection on which everything has been written. */
    static void now(Channel channel) {
        after(channel.newSucceededFuture());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object rest) {
        if (rest instanceof ByteBuf bytes) {
            thrownAway += bytes.readableBytes();
        }
        ReferenceCountUtil.release(rest);
        if (thrownAway > MOST_BYTES) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
