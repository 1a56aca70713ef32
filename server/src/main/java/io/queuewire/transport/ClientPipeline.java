package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.flow.FlowControlHandler;
import java.util.List;

/** The handlers of every public connection, in order, until it becomes a WebSocket. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class ClientPipeline extends ChannelInitializer<Channel> {

    static final String DECODER = "http-in";

    /** What a WebSocket has no use for, but the decoder, which may still hold its first bytes. */
    static final List<String> BEHIND_DECODER = List.of("http-out", "guard", "body", "one-by-one", "requests");

    private static final int REQUEST_LINE = 4_096;
    private static final int HEADER_BLOCK = 8_192;
    private static final int CHUNK = 8_192;

    private final RequestGuard guard;
    private final HttpConnection requests;
    private final OpenConnections connections;
    private final int maxBody;

    ClientPipeline(RequestGuard guard, HttpConnection requests, OpenConnections connections, int maxBody) {
        this.guard = guard;
        this.requests = requests;
        this.connections = connections;
        this.maxBody = maxBody;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (!connections.add(channel)) {
            channel.close();
            return;
        }
        channel.pipeline()
                .addLast(
                        DECODER,
                        new HttpRequestDecoder(new HttpDecoderConfig()
                                .setMaxInitialLineLength(REQUEST_LINE)
                                .setMaxHeaderSize(HEADER_BLOCK)
                                .setMaxChunkSize(CHUNK)))
                .addLast("http-out", new HttpResponseEncoder())
                .addLast("guard", guard)
                .addLast("body", new BodyAggregator(maxBody))
                .addLast("one-by-one", new FlowControlHandler())
                .addLast("requests", requests);
    }

    /** Bodies up to a size; one that is too large ends the connection, for what follows it cannot be trusted. */
    private static final class BodyAggregator extends HttpObjectAggregator {

        BodyAggregator(int maxBody) {
            super(maxBody, true);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
            ctx.writeAndFlush(Refusal.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large"))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
