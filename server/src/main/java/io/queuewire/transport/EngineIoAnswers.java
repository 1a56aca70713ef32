package io.queuewire.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.HandshakeError;
import java.util.Map;

/** The answers of an Engine.IO endpoint, with what a browser needs to let its page see them. */
record EngineIoAnswers(CorsPolicy cors) {

    /** Says no to a request: a number and a sentence for a client that polls, the sentence alone for a WebSocket. */
    void refuse(HttpExchange exchange, HandshakeError error) {
        refuse(exchange, error, error.message());
    }

    /** Says no in other words. */
    void refuse(HttpExchange exchange, HandshakeError error, String words) {
        if (WebSocketHandshake.isAskedFor(exchange.request())) {
            // Every refusal of a WebSocket has the same status, as the official clients' servers have it.
            Refusal.send(exchange.channel(), HttpResponseStatus.BAD_REQUEST, words);
        } else {
            exchange.respond(
                    HttpResponseStatus.valueOf(error.status()),
                    HttpExchange.JSON,
                    error.body(words),
                    cors.headers(exchange));
        }
    }

    /** Says no to a page of another origin, before any protocol is looked at. */
    void refuseOrigin(HttpExchange exchange) {
        if (WebSocketHandshake.isAskedFor(exchange.request())) {
            Refusal.send(exchange.channel(), HttpResponseStatus.FORBIDDEN, HandshakeError.FORBIDDEN.message());
        } else {
            refuse(exchange, HandshakeError.FORBIDDEN);
        }
    }

    void preflight(HttpExchange exchange) {
        exchange.respond(HttpResponseStatus.NO_CONTENT, HttpExchange.TEXT, "", cors.preflight(exchange));
    }

    /** Says no to a method that a session has no use for. */
    void methodNotAllowed(HttpExchange exchange) {
        Map<String, String> headers = cors.headers(exchange);
        headers.put(HttpHeaderNames.ALLOW.toString(), "GET, POST, OPTIONS");
        exchange.respond(HttpResponseStatus.METHOD_NOT_ALLOWED, HttpExchange.TEXT, "", headers);
    }

    /** Says without words that a request ended its session. */
    void badRequest(HttpExchange exchange) {
        exchange.respond(HttpResponseStatus.BAD_REQUEST, HttpExchange.TEXT, "", cors.headers(exchange));
    }

    /** The headers of an answer to a session: what it says is for once only. */
    Map<String, String> sessionHeaders(HttpExchange exchange) {
        Map<String, String> headers = cors.headers(exchange);
        headers.put(HttpHeaderNames.CACHE_CONTROL.toString(), "no-store");
        return headers;
    }

    /** Says that no session can be opened here now, and why. */
    void comeBackLater(HttpExchange exchange, String why) {
        if (WebSocketHandshake.isAskedFor(exchange.request())) {
            Refusal.send(exchange.channel(), HttpResponseStatus.SERVICE_UNAVAILABLE, why);
        } else {
            Map<String, String> headers = cors.headers(exchange);
            headers.put(HttpHeaderNames.RETRY_AFTER.toString(), "5");
            exchange.respond(HttpResponseStatus.SERVICE_UNAVAILABLE, HttpExchange.TEXT, why, headers);
        }
    }

    /** Says that the relay itself is to blame. */
    void serverError(HttpExchange exchange) {
        exchange.respond(HttpResponseStatus.INTERNAL_SERVER_ERROR, HttpExchange.TEXT, "", cors.headers(exchange));
    }
}
