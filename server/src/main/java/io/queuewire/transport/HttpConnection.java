package io.queuewire.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of a connection, one at a time, to those who answer them. Shared by all connections.
 */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be closed is closed
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

    private final Routes routes;

    HttpConnection(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpExchange exchange = new HttpExchange(ctx.channel(), request);
        try {
            routes.handlerFor(exchange.path()).handle(exchange);
        } catch (RuntimeException e) {
            log.error("a request failed inside the relay", e);
            Refusal.send(ctx.channel(), HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof PrematureChannelClosureException)) {
            log.error("an HTTP connection failed inside the relay", cause);
        }
        ctx.close();
    }
}
