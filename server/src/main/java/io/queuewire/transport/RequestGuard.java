package io.queuewire.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;

/**
 * Lets through only requests that are well formed and meant for this host (RFC 9112); the others are refused and their
 * connection ends. Shared by all connections.
 */
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class RequestGuard extends ChannelInboundHandlerAdapter {

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_VALUE = 8_000;

    private final HostPolicy hosts;

    RequestGuard(HostPolicy hosts) {
        this.hosts = hosts;
    }

    private record Fault(HttpResponseStatus status, String why) {}

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Optional<Fault> fault = message instanceof HttpObject part ? faultIn(part) : Optional.empty();
        if (fault.isEmpty()) {
            ctx.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        ctx.writeAndFlush(Refusal.of(fault.get().status, fault.get().why)).addListener(ChannelFutureListener.CLOSE);
    }

    private Optional<Fault> faultIn(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return Optional.of(malformed(part.decoderResult().cause()));
        }
        return part instanceof HttpRequest request ? faultIn(request) : Optional.empty();
    }

    private static Fault malformed(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                new Fault(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request line is too long");
            case TooLongHttpHeaderException header ->
                new Fault(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large");
            default -> new Fault(HttpResponseStatus.BAD_REQUEST, "malformed HTTP");
        };
    }

    private Optional<Fault> faultIn(HttpRequest request) {
        List<String> named = request.headers().getAll(HttpHeaderNames.HOST);
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.of(new Fault(HttpResponseStatus.BAD_REQUEST, "expected HTTP/1.1"));
        }
        if (request.headers().size() > MOST_HEADERS) {
            return Optional.of(new Fault(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many headers"));
        }
        if (request.headers().entries().stream()
                .anyMatch(header -> header.getValue().length() > LONGEST_VALUE)) {
            return Optional.of(new Fault(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "a header is too long"));
        }
        if (named.size() > 1 || (named.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return Optional.of(new Fault(HttpResponseStatus.BAD_REQUEST, "expected exactly one Host header"));
        }
        if (!named.isEmpty() && !hosts.accepts(named.getFirst())) {
            return Optional.of(new Fault(HttpResponseStatus.MISDIRECTED_REQUEST, "this host is not served here"));
        }
        if (request.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            return Optional.of(
                    new Fault(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "bodies are taken without Content-Encoding"));
        }
        return Optional.empty();
    }
}
