package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AttributeKey;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP life of a connection: requests are read on demand, the next one when the answer to the last has left.
 *
 * <p>That bounds pipelining: what nobody has asked for stays in the kernel. Shared by all connections.
 */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

    private static final AttributeKey<HttpExchange> IN_HAND = AttributeKey.valueOf(HttpConnection.class, "in hand");

    private final Routes routes;

    HttpConnection(Routes routes) {
        this.routes = routes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpExchange exchange = new HttpExchange(ctx.channel(), request);
        if (ctx.channel().attr(IN_HAND).getAndSet(exchange) != null) {
            // Only an answer that is held lets a second request in, and who waits for one has nothing more to ask.
            ctx.close();
            return;
        }
        routes.handlerFor(exchange.path()).handle(exchange);
    }

    /** The answer to the request in hand has been given. */
    static void answered(Channel channel) {
        channel.attr(IN_HAND).set(null);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        HttpExchange exchange = ctx.channel().attr(IN_HAND).getAndSet(null);
        if (exchange != null) {
            exchange.gone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
            ctx.close();
            return;
        }
        log.error("a request failed inside the relay", cause);
        ctx.writeAndFlush(Refusal.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error"))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
