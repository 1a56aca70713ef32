package io.queuewire.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser is told about pages of other origins (Fetch standard, "CORS protocol"); the decision itself is the
 * {@link OriginPolicy}'s.
 */
record CorsPolicy(OriginPolicy origins) {

    /** Whether the origin is one at all, allowed or not: printable ASCII without spaces. */
    boolean isWellFormed(HttpExchange exchange) {
        return exchange.header(HttpHeaderNames.ORIGIN)
                .map(origin -> origin.chars().allMatch(c -> c > ' ' && c < 0x7F))
                .orElse(true);
    }

    boolean accepts(HttpExchange exchange) {
        return origins.accepts(exchange.header(HttpHeaderNames.ORIGIN), exchange.header(HttpHeaderNames.HOST));
    }

    /** The headers of an answer, errors included, to a request whose origin was accepted. */
    Map<String, String> headers(HttpExchange exchange) {
        Optional<String> origin = exchange.header(HttpHeaderNames.ORIGIN);
        Map<String, String> headers = new LinkedHashMap<>();
        if (origins.any()) {
            headers.put("Access-Control-Allow-Origin", "*");
        } else if (origin.isPresent() && accepts(exchange)) {
            headers.put("Access-Control-Allow-Origin", origin.get());
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        if (!origins.any()) {
            headers.put("Vary", "Origin");
        }
        return headers;
    }

    /** The headers of the answer to a preflight. */
    Map<String, String> preflight(HttpExchange exchange) {
        Map<String, String> headers = headers(exchange);
        headers.put("Access-Control-Allow-Methods", "GET,POST");
        exchange.header("Access-Control-Request-Headers")
                .ifPresent(wanted -> headers.put("Access-Control-Allow-Headers", wanted));
        headers.put("Access-Control-Max-Age", "600");
        return headers;
    }
}
