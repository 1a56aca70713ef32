package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.queuewire.session.ClientRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

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
    private final RequestTarget target;
    private List<String> cookies = List.of();
    private ChannelFutureListener whenClosed = connection -> {};

    /** @param request is only read here; its buffer stays the caller's */
    HttpExchange(Channel channel, FullHttpRequest request) {
        this.channel = channel;
        this.request = request;
        this.body = ByteBufUtil.getBytes(request.content());
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.target = RequestTarget.parse(request.uri());
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
        return target.path();
    }

    /** The last value of a query parameter. */
    Optional<String> parameter(String name) {
        return target.parameter(name);
    }

    Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /** All query parameters. */
    Map<String, List<String>> query() {
        return target.query();
    }

    /** The request as sessions see it. */
    ClientRequest clientRequest() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : request.headers().names()) {
            headers.put(name, request.headers().getAll(name));
        }
        String address = channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
        return new ClientRequest(request.uri(), target.query(), headers, address);
    }

    byte[] body() {
        return body;
    }

    /** Asks to be told, on the connection's event loop, when the connection ends before the answer has left. */
    void whenGone(Runnable action) {
        ChannelFutureListener closed = connection -> action.run();
        whenClosed = closed;
        channel.closeFuture().addListener(closed);
    }

    /** Runs a task on the connection's event loop, at once if this is it; never when the connection is gone. */
    void onItsLoop(Runnable task) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> onItsLoop(task));
        } else if (channel.isActive()) {
            task.run();
        }
    }

    /** Has the answer set cookies; each as it stands behind {@code Set-Cookie:}. */
    void setCookies(List<String> values) {
        cookies = values;
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
        write(response);
    }

    /** On the connection's loop: otherwise a peer that leaves with its answer may be seen to leave before it has it. */
    private void write(FullHttpResponse response) {
        if (channel.eventLoop().inEventLoop()) {
            finish(channel.writeAndFlush(response));
            return;
        }
        try {
            channel.eventLoop().execute(() -> write(response));
        } catch (RejectedExecutionException stopped) {
            response.release();
        }
    }

    /** Sets the headers that every answer carries. */
    void prepare(HttpResponse response) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        headers.set("X-Content-Type-Options", "nosniff");
        cookies.forEach(cookie -> headers.add(HttpHeaderNames.SET_COOKIE, cookie));
        HttpUtil.setKeepAlive(headers, request.protocolVersion(), keepAlive);
    }

    /** Once the last part of the answer has left, the next request is looked at or the connection ends. */
    void finish(ChannelFuture written) {
        ChannelFutureListener closed = whenClosed;
        written.addListener(last -> {
            if (last.isSuccess()) {
                channel.closeFuture().removeListener(closed);
            }
        });
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
