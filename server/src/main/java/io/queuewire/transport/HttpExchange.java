package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request and the one answer to it.
 *
 * <p>Holds no buffer, so that an answer which comes late or never leaks nothing. Answers may be given on any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class HttpExchange {

    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Channel channel;
    private final FullHttpRequest request;
    private final byte[] body;
    private final boolean keepAlive;
    private final String path;
    private final Map<String, List<String>> query;
    private ChannelFutureListener whenClosed = connection -> {};

    /** @param request is only read here; its buffer stays the caller's */
    HttpExchange(Channel channel, FullHttpRequest request) {
        this.channel = channel;
        this.request = request;
        this.body = ByteBufUtil.getBytes(request.content());
        this.keepAlive = HttpUtil.isKeepAlive(request);
        int question = request.uri().indexOf('?');
        this.path = question < 0 ? request.uri() : request.uri().substring(0, question);
        this.query = question < 0 ? Map.of() : parameters(request.uri().substring(question + 1));
    }

    /** Odd escapes must not fail the request: such a query counts as absent. */
    private static Map<String, List<String>> parameters(String query) {
        try {
            return QueryStringDecoder.builder()
                    .hasPath(false)
                    .maxParams(64)
                    .build(query)
                    .parameters();
        } catch (IllegalArgumentException malformed) {
            return Map.of();
        }
    }

    Channel channel() {
        return channel;
    }

    /** The request without its body. */
    FullHttpRequest request() {
        return request;
    }

    HttpMethod method() {
        return request.method();
    }

    /** The path as it was sent, escapes and all. */
    String path() {
        return path;
    }

    /** The last value of a query parameter. */
    Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /** All query parameters. */
    Map<String, List<String>> query() {
        return query;
    }

    byte[] body() {
        return body;
    }

    /** Asks to be told, on the connection's event loop, when the connection ends before the answer was given. */
    void whenGone(Runnable action) {
        ChannelFutureListener closed = connection -> action.run();
        whenClosed = closed;
        channel.closeFuture().addListener(closed);
    }

    void respond(HttpResponseStatus status, String contentType, String body, Map<String, String> headers) {
        respond(status, contentType, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), headers);
    }

    void respond(HttpResponseStatus status, String contentType, String body) {
        respond(status, contentType, body, Map.of());
    }

    /** Answers with a body and takes it over; to a HEAD request the body is only measured. */
    void respond(HttpResponseStatus status, String contentType, ByteBuf body, Map<String, String> headers) {
        int length = body.readableBytes();
        boolean head = HttpMethod.HEAD.equals(method());
        if (head) {
            body.release();
        }
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, head ? Unpooled.EMPTY_BUFFER : body);
        headers.forEach(response.headers()::set);
        if (!status.equals(HttpResponseStatus.NOT_MODIFIED) && !status.equals(HttpResponseStatus.NO_CONTENT)) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        prepare(response);
        finish(channel.writeAndFlush(response));
    }

    /** Sets the headers that every answer carries. */
    void prepare(HttpResponse response) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        headers.set("X-Content-Type-Options", "nosniff");
        HttpUtil.setKeepAlive(headers, request.protocolVersion(), keepAlive);
    }

    /** Once the last part of the answer has left, the next request is looked at or the connection ends. */
    void finish(ChannelFuture written) {
        channel.closeFuture().removeListener(whenClosed);
        if (keepAlive) {
            written.addListener(last -> {
                if (last.isSuccess()) {
                    channel.pipeline().fireUserEventTriggered(HttpEvent.ANSWERED);
                } else {
                    channel.close();
                }
            });
        } else {
            LingeringClose.after(written);
        }
    }
}
