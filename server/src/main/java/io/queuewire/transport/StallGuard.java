package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;

/** Drops HTTP connections whose peer does not read what it has asked for. Next to the socket in its pipeline. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class StallGuard extends ChannelOutboundHandlerAdapter {

    private final StallWatch watch;

    StallGuard(Channel channel, Duration limit) {
        this.watch = new StallWatch(channel, limit, channel::close);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        long before = watch.waiting();
        ctx.write(message, promise);
        watch.written(before);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        watch.flushed();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        watch.stop();
    }
}
