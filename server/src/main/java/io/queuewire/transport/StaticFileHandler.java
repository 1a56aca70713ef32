package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves static files (RFC 9110).
 *
 * <p>Disks block, so files are read on threads that may; each transfer has one piece on its way at a time, and a peer
 * that does not take it in time loses its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class StaticFileHandler implements HttpRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(StaticFileHandler.class);

    private static final int PIECE = 64 * 1024;

    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; connect-src 'self'";

    private static final Map<String, String> TYPE_BY_EXTENSION = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/plain; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("pdf", "application/pdf"));

    private final StaticContent content;
    private final Executor blocking;
    private final Duration stall;

    /**
     * @param blocking runs what reads from disk
     * @param stall how long a peer may take for one piece
     */
    StaticFileHandler(StaticContent content, Executor blocking, Duration stall) {
        this.content = content;
        this.blocking = blocking;
        this.stall = stall;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Optional<String> name = StaticPath.fileName(exchange.path());
        if (name.isEmpty()) {
            notFound(exchange);
        } else {
            blocking.execute(() -> serve(exchange, name.get()));
        }
    }

    private static void notFound(HttpExchange exchange) {
        exchange.respond(HttpResponseStatus.NOT_FOUND, HttpExchange.TEXT, "not found\n");
    }

    private void serve(HttpExchange exchange, String name) {
        try {
            Optional<StaticFile> file = content.find(name);
            if (file.isEmpty()) {
                notFound(exchange);
            } else if (!exchange.method().equals(HttpMethod.GET)
                    && !exchange.method().equals(HttpMethod.HEAD)) {
                exchange.respond(
                        HttpResponseStatus.METHOD_NOT_ALLOWED,
                        HttpExchange.TEXT,
                        Unpooled.EMPTY_BUFFER,
                        Map.of("Allow", "GET, HEAD"));
            } else {
                serve(exchange, name, file.get());
            }
        } catch (IOException | RuntimeException e) {
            log.warn("a static file could not be served: {}", e.toString());
            exchange.channel().close();
        }
    }

    private void serve(HttpExchange exchange, String name, StaticFile file) throws IOException {
        String tag = '"' + file.tag() + '"';
        Map<String, String> headers = Map.of(
                "ETag",
                tag,
                "Cache-Control",
                "no-cache",
                "Content-Security-Policy",
                CONTENT_SECURITY_POLICY,
                "Referrer-Policy",
                "no-referrer");
        String type = typeOf(name);
        if (exchange.header(HttpHeaderNames.IF_NONE_MATCH)
                .filter(known -> known.contains(tag) || known.equals("*"))
                .isPresent()) {
            exchange.respond(HttpResponseStatus.NOT_MODIFIED, type, Unpooled.EMPTY_BUFFER, headers);
            return;
        }
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        headers.forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(file.length()));
        exchange.prepare(response);
        Channel channel = exchange.channel();
        channel.write(response);
        if (exchange.method().equals(HttpMethod.GET)) {
            send(channel, file);
        }
        exchange.finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private void send(Channel channel, StaticFile file) throws IOException {
        try (InputStream in = file.content().open()) {
            for (long left = file.length(); left > 0; ) {
                ByteBuf piece = channel.alloc().buffer((int) Math.min(left, PIECE));
                int read = piece.writeBytes(in, (int) Math.min(left, PIECE));
                if (read <= 0) {
                    piece.release();
                    throw new IOException("a file became shorter while it was sent");
                }
                left -= read;
                await(channel.writeAndFlush(new DefaultHttpContent(piece)));
            }
        }
    }

    /** Waits as virtual threads should: a Netty future would pin its carrier thread on older JDKs. */
    private void await(ChannelFuture written) throws IOException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        written.addListener(future -> done.complete(future.isSuccess()));
        try {
            if (!done.get(stall.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the peer is gone");
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the peer does not take the file", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String typeOf(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPE_BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }
}
