package io.queuewire.ops;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from the wire past the guard to its endpoint, and the answer back. */
final class ManagementHandler implements HttpHandler {

    /** Most bytes that are read of a body which is too large, only to throw them away. */
    private static final int MOST_DISCARDED = 4 << 20;

    /** Has a browser ask its user, who cannot make it send a bearer token. */
    private static final String PASSWORD = "Basic realm=\"queuewire: any name, the management token as password\"";

    private static final Logger log = LoggerFactory.getLogger(ManagementHandler.class);

    private final AccessGuard guard;
    private final Map<String, ManagementEndpoint> endpointsByPath;

    ManagementHandler(AccessGuard guard, List<ManagementEndpoint> endpoints) {
        this.guard = guard;
        this.endpointsByPath =
                endpoints.stream().collect(Collectors.toMap(ManagementEndpoint::path, Function.identity()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private ManagementResponse answer(HttpExchange exchange) throws IOException {
        Optional<ManagementResponse> refusal = guard.refuseCaller(header(exchange, "Host"), header(exchange, "Origin"));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ManagementEndpoint endpoint =
                endpointsByPath.get(exchange.getRequestURI().getRawPath());
        if (endpoint == null) {
            return ManagementResponse.error(404, "there is nothing at this path");
        }
        if (!endpoint.open()) {
            refusal = guard.refuseStranger(header(exchange, "Authorization"));
            if (refusal.isPresent()) {
                return endpoint.page() ? refusal.get().with("WWW-Authenticate", PASSWORD) : refusal.get();
            }
        }
        return switch (endpoint.method()) {
            case GET -> get(exchange, endpoint);
            case POST -> post(exchange, endpoint);
        };
    }

    private static ManagementResponse get(HttpExchange exchange, ManagementEndpoint endpoint) {
        return isHead(exchange) || exchange.getRequestMethod().equals("GET")
                ? ask(endpoint, exchange, "")
                : wrongMethod("GET, HEAD");
    }

    private static ManagementResponse post(HttpExchange exchange, ManagementEndpoint endpoint) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return wrongMethod("POST");
        }
        if (!isJson(header(exchange, "Content-Type"))) {
            return ManagementResponse.error(415, "expected the content type application/json");
        }
        byte[] body = exchange.getRequestBody().readNBytes(endpoint.largestBody() + 1);
        if (body.length > endpoint.largestBody()) {
            // A caller who still sends when the connection ends does not get to read the answer.
            exchange.getRequestBody().readNBytes(MOST_DISCARDED);
            return ManagementResponse.error(413, "expected at most " + endpoint.largestBody() + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return ManagementResponse.error(400, "expected a body in UTF-8");
        }
        return ask(endpoint, exchange, text);
    }

    private static ManagementResponse ask(ManagementEndpoint endpoint, HttpExchange exchange, String body) {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        try {
            return endpoint.answer(new ManagementRequest(query, header(exchange, "Accept"), body));
        } catch (RuntimeException e) {
            log.error("{} failed", endpoint.path(), e);
            return ManagementResponse.error(500, "failed unexpectedly, the log says more");
        }
    }

    private static ManagementResponse wrongMethod(String allowed) {
        return ManagementResponse.error(405, "expected " + allowed).with("Allow", allowed);
    }

    private static boolean isJson(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static void send(HttpExchange exchange, ManagementResponse response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        response.headers().forEach(headers::set);
        if (isHead(exchange)) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }
}
