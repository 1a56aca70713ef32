package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a {@link PostEndpoint} see only what it should: POST, JSON, from an origin that may. */
record PostHandler(PostEndpoint endpoint, OriginPolicy origins) implements HttpRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(PostHandler.class);

    @Override
    public void handle(HttpExchange exchange) {
        if (exchange.method().equals(HttpMethod.OPTIONS)) {
            // How a page asks whether the endpoint is there; without CORS headers it says nothing to other origins.
            exchange.respond(
                    HttpResponseStatus.NO_CONTENT, HttpExchange.TEXT, Unpooled.EMPTY_BUFFER, Map.of("Allow", "POST"));
        } else if (!exchange.method().equals(HttpMethod.POST)) {
            exchange.respond(
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    HttpExchange.TEXT,
                    Unpooled.EMPTY_BUFFER,
                    Map.of("Allow", "POST"));
        } else if (!origins.accepts(exchange.header(HttpHeaderNames.ORIGIN), exchange.header(HttpHeaderNames.HOST))) {
            exchange.respond(HttpResponseStatus.FORBIDDEN, HttpExchange.TEXT, "this origin is not allowed\n");
        } else if (!isJson(exchange)) {
            exchange.respond(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, HttpExchange.TEXT, "expected application/json\n");
        } else {
            post(exchange);
        }
    }

    private static boolean isJson(HttpExchange exchange) {
        CharSequence type = HttpUtil.getMimeType(exchange.request());
        return type != null
                && HttpExchange.JSON.contentEquals(type.toString().strip().toLowerCase(java.util.Locale.ROOT));
    }

    private void post(HttpExchange exchange) {
        endpoint.post(new String(exchange.body(), StandardCharsets.UTF_8)).whenComplete((answer, failure) -> {
            if (failure == null) {
                exchange.respond(HttpResponseStatus.valueOf(answer.status()), answer.contentType(), answer.body());
            } else {
                log.error("a post to {} failed inside the relay", exchange.path(), failure);
                exchange.respond(HttpResponseStatus.INTERNAL_SERVER_ERROR, HttpExchange.TEXT, "internal error\n");
            }
        });
    }
}
