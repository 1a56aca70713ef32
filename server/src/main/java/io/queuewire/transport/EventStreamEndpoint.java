package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.queuewire.session.Listening;
import java.util.HashMap;
import java.util.Map;

/**
 * A path that answers with Server-Sent Events (HTML standard, section 9.2).
 *
 * <p>The response has no length and ends with its connection: any HTTP/1 client and proxy reads that, and an event is the
 * same bytes for all.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
record EventStreamEndpoint(
        EventStreamProtocol protocol,
        CorsPolicy cors,
        EventLoops loops,
        OpenConnections connections,
        OutboundLimits outbound)
        implements HttpRequestHandler {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    @Override
    public void handle(HttpExchange exchange) {
        if (!cors.accepts(exchange)) {
            exchange.respond(HttpResponseStatus.FORBIDDEN, HttpExchange.TEXT, "this origin is not allowed\n");
        } else if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.respond(
                    HttpResponseStatus.NO_CONTENT, HttpExchange.TEXT, Unpooled.EMPTY_BUFFER, cors.preflight(exchange));
        } else if (!exchange.method().equals(HttpMethod.GET)) {
            Map<String, String> headers = new HashMap<>(cors.headers(exchange));
            headers.put("Allow", "GET");
            exchange.respond(HttpResponseStatus.METHOD_NOT_ALLOWED, HttpExchange.TEXT, "expected GET\n", headers);
        } else {
            switch (protocol.decide(exchange.query())) {
                case Listening.Decision.Refused refused ->
                    exchange.respond(
                            refused.forbidden() ? HttpResponseStatus.FORBIDDEN : HttpResponseStatus.BAD_REQUEST,
                            HttpExchange.TEXT,
                            refused.why() + "\n",
                            cors.headers(exchange));
                case Listening.Decision.Granted granted -> begin(exchange, resumed(exchange, granted.listening()));
            }
        }
    }

    /** What a browser says as it comes back by itself counts more than the address that it came with at first. */
    private static Listening resumed(HttpExchange exchange, Listening listening) {
        return exchange.header(LAST_EVENT_ID)
                .filter(position -> !position.isEmpty())
                .map(listening::after)
                .orElse(listening);
    }

    private void begin(HttpExchange exchange, Listening listening) {
        Channel channel = exchange.channel();
        channel.writeAndFlush(head(exchange));
        ClientPipeline.stopWritingResponses(channel.pipeline());
        EventStreamConnection connection = new EventStreamConnection(channel, protocol.format(), outbound);
        channel.pipeline().addLast("events", connection);
        connections.replaceGoodbye(channel, connection::end);
        connection.listen(protocol.open(connection, loops.shardOf(channel), listening));
        ClientPipeline.stopReadingRequests(channel.pipeline());
        // Reads notice when the client goes.
        channel.config().setAutoRead(true);
    }

    private HttpResponse head(HttpExchange exchange) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        exchange.prepare(head);
        cors.headers(exchange).forEach(head.headers()::set);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-transform")
                .set("X-Accel-Buffering", "no")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return head;
    }
}
