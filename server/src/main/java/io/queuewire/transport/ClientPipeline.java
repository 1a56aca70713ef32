package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.time.Duration;
import java.util.List;

/** The handlers of every public connection, in order, until it becomes a WebSocket. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be closed is closed
final class ClientPipeline extends ChannelInitializer<Channel> {

    private static final String DECODER = "http-in";

    /** Behind the decoder, the last one first. */
    private static final List<String> REQUEST_HANDLERS = List.of("requests", "body", "uploads", "guard", "deadlines");

    private static final List<String> RESPONSE_HANDLERS = List.of("http-out", "stall");

    private final RequestGuard guard;
    private final Routes routes;
    private final HttpConnection requests;
    private final OpenConnections connections;
    private final HttpLimits limits;
    private final Duration stall;

    /** @param stall how long a peer may take nothing of an answer */
    ClientPipeline(
            RequestGuard guard,
            Routes routes,
            HttpConnection requests,
            OpenConnections connections,
            HttpLimits limits,
            Duration stall) {
        this.guard = guard;
        this.routes = routes;
        this.requests = requests;
        this.connections = connections;
        this.limits = limits;
        this.stall = stall;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (!connections.add(channel, (reason, detail) -> pipeline.fireUserEventTriggered(HttpEvent.LEAVE))) {
            channel.close();
            return;
        }
        RequestDecoder decoder = new RequestDecoder(limits);
        pipeline.addLast("stall", new StallGuard(channel, stall))
                .addLast(DECODER, decoder)
                .addLast("http-out", new HttpResponseEncoder())
                .addLast("deadlines", new RequestDeadlines(decoder, limits.deadlines()))
                .addLast("guard", guard)
                .addLast("uploads", new UploadWatch(routes, limits.body()))
                .addLast("body", new BodyAggregator(limits.body()))
                .addLast("requests", requests);
    }

    /**
     * Takes out all that reads HTTP; what has arrived and was not looked at goes to the handlers that stand behind them.
     * Nothing happens when it was done before.
     */
    static void stopReadingRequests(ChannelPipeline pipeline) {
        if (pipeline.get(DECODER) != null) {
            REQUEST_HANDLERS.forEach(pipeline::remove);
            // Last, because it hands on the bytes that wait in it.
            pipeline.remove(DECODER);
        }
    }

    /** Takes out all that writes HTTP. */
    static void stopWritingResponses(ChannelPipeline pipeline) {
        RESPONSE_HANDLERS.forEach(pipeline::remove);
    }
}
