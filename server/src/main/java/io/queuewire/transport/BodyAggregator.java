package io.queuewire.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Whole requests up to a size; one that is too large ends the connection, for what follows it cannot be trusted. Behind the
 * {@link RequestGuard}, so that only requests which may go on get their {@code 100 Continue}.
 */
final class BodyAggregator extends HttpObjectAggregator {

    /** The status says it all, and clients of Engine.IO know this answer without words. */
    static final String TOO_LARGE = "";

    BodyAggregator(int most) {
        super(most, true);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        Refusal.send(ctx.channel(), HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE);
    }
}
