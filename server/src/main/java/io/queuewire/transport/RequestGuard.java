package io.queuewire.transport;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets through only requests that are well formed and meant for this host (RFC 9112); the others are refused before their
 * body is read, and their connection ends. Shared by all connections.
 */
@ChannelHandler.Sharable
final class RequestGuard extends ChannelInboundHandlerAdapter {

    private final HostPolicy hosts;
    private final HttpLimits limits;

    RequestGuard(HostPolicy hosts, HttpLimits limits) {
        this.hosts = hosts;
        this.limits = limits;
    }

    private record Fault(HttpResponseStatus status, String why) {

        static Optional<Fault> of(HttpResponseStatus status, String why) {
            return Optional.of(new Fault(status, why));
        }

        static Optional<Fault> badRequest(String why) {
            return of(HttpResponseStatus.BAD_REQUEST, why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Optional<Fault> fault = message instanceof HttpObject part ? faultIn(part) : Optional.empty();
        if (fault.isEmpty()) {
            ctx.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        Refusal.send(ctx.channel(), fault.get().status, fault.get().why);
    }

    private Optional<Fault> faultIn(HttpObject part) {
        if (!(part instanceof HttpRequest request)) {
            return part.decoderResult().isFailure() ? Fault.badRequest("a malformed body") : Optional.empty();
        }
        if (request.decoderResult().isFailure()) {
            return malformed(request.decoderResult().cause());
        }
        return faultInVersion(request)
                .or(() -> faultInSize(request.headers()))
                .or(() -> faultInHost(request))
                .or(() -> faultInOrigin(request.headers()))
                .or(() -> faultInBody(request));
    }

    private static Optional<Fault> malformed(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                Fault.of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
            case TooLongHttpHeaderException header -> tooLarge("the headers are too large");
            default -> Fault.badRequest("malformed HTTP");
        };
    }

    private static Optional<Fault> tooLarge(String what) {
        return Fault.of(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, what);
    }

    private static Optional<Fault> faultInVersion(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0)
                ? Optional.empty()
                : Fault.badRequest("expected HTTP/1.1");
    }

    private Optional<Fault> faultInSize(HttpHeaders headers) {
        if (headers.size() > limits.headers()) {
            return tooLarge("there are too many headers");
        }
        for (Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence(); each.hasNext(); ) {
            if (each.next().getValue().length() > limits.headerValue()) {
                return tooLarge("a header is too long");
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> faultInHost(HttpRequest request) {
        List<String> named = request.headers().getAll(HttpHeaderNames.HOST);
        if (named.size() > 1 || (named.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return Fault.badRequest("expected exactly one Host header");
        }
        if (named.isEmpty()) {
            return Optional.empty();
        }
        if (!HostPolicy.isWellFormed(named.getFirst())) {
            return Fault.badRequest("expected a host name in the Host header");
        }
        return hosts.accepts(named.getFirst())
                ? Optional.empty()
                : Fault.of(HttpResponseStatus.MISDIRECTED_REQUEST, "this host is not served here");
    }

    /** Where a page comes from decides what it may do, so that must not depend on which of two answers is looked at. */
    private static Optional<Fault> faultInOrigin(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.ORIGIN).size() > 1
                ? Fault.badRequest("expected at most one Origin header")
                : Optional.empty();
    }

    private Optional<Fault> faultInBody(HttpRequest request) {
        if (request.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            return Fault.of(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "bodies are taken without Content-Encoding only");
        }
        if (request.headers().contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(request)) {
            return Fault.of(HttpResponseStatus.EXPECTATION_FAILED, "expected nothing but 100-continue");
        }
        // The decoder has made sure that the length is a number.
        return HttpUtil.getContentLength(request, 0L) > limits.body()
                ? Fault.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, BodyAggregator.TOO_LARGE)
                : Optional.empty();
    }
}
