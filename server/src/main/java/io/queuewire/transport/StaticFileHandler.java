package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves static files (RFC 9110). Disks block, so files are looked for and read on threads that may. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be closed is closed
final class StaticFileHandler implements HttpRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(StaticFileHandler.class);

    private static final String METHODS = "GET, HEAD, OPTIONS";

    /** A page may use what the relay itself serves and nothing that stands in its own text. */
    private static final Map<String, String> FOR_PAGES = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; connect-src 'self'",
            "Referrer-Policy",
            "no-referrer");

    private final StaticContent content;
    private final Executor blocking;

    /** @param blocking runs what reads from disk */
    StaticFileHandler(StaticContent content, Executor blocking) {
        this.content = content;
        this.blocking = blocking;
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
        exchange.respond(HttpResponseStatus.NOT_FOUND, HttpExchange.TEXT, "not found\n", FOR_PAGES);
    }

    private void serve(HttpExchange exchange, String name) {
        try {
            Optional<StaticFile> file = content.find(name);
            if (file.isEmpty()) {
                notFound(exchange);
            } else if (exchange.method().equals(HttpMethod.GET)
                    || exchange.method().equals(HttpMethod.HEAD)) {
                serve(exchange, name, file.get());
            } else {
                boolean asked = exchange.method().equals(HttpMethod.OPTIONS);
                exchange.respond(
                        asked ? HttpResponseStatus.NO_CONTENT : HttpResponseStatus.METHOD_NOT_ALLOWED,
                        HttpExchange.TEXT,
                        Unpooled.EMPTY_BUFFER,
                        Map.of("Allow", METHODS));
            }
        } catch (IOException | RuntimeException e) {
            if (exchange.channel().isActive()) {
                log.warn("a static file could not be served: {}", e.toString());
            }
            exchange.channel().close();
        }
    }

    private static void serve(HttpExchange exchange, String name, StaticFile file) throws IOException {
        Map<String, String> headers = new HashMap<>(FOR_PAGES);
        headers.put("ETag", EntityTag.quoted(file.tag()));
        headers.put("Cache-Control", "no-cache");
        boolean known = exchange.header(HttpHeaderNames.IF_NONE_MATCH)
                .filter(tags -> EntityTag.isAmong(tags, file.tag()))
                .isPresent();
        if (known) {
            exchange.respond(HttpResponseStatus.NOT_MODIFIED, ContentType.of(name), Unpooled.EMPTY_BUFFER, headers);
        } else {
            new FileTransfer(exchange, file).send(ContentType.of(name), headers);
        }
    }
}
