package io.queuewire.transport;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.session.Listening;
import java.util.Optional;

/** A path that is a WebSocket and nothing else. */
record PlainWebSocketEndpoint(
        PlainWebSocketProtocol protocol, WebSocketUpgrade webSockets, CorsPolicy cors, EventLoops loops)
        implements HttpRequestHandler {

    @Override
    public void handle(HttpExchange exchange) {
        if (!cors.accepts(exchange)) {
            exchange.respond(HttpResponseStatus.FORBIDDEN, HttpExchange.TEXT, "this origin is not allowed\n");
            return;
        }
        Optional<Listening.Decision.Refused> refusal = protocol.refusal(exchange.query());
        if (refusal.isPresent()) {
            exchange.respond(
                    refusal.get().forbidden() ? HttpResponseStatus.FORBIDDEN : HttpResponseStatus.BAD_REQUEST,
                    HttpExchange.TEXT,
                    refusal.get().why() + "\n");
            return;
        }
        webSockets.accept(
                exchange,
                connection -> connection.listen(new PlainWebSocket.Hearing(protocol.open(
                        new PlainWebSocket(connection, protocol.format()),
                        loops.shardOf(exchange.channel()),
                        exchange.query()))));
    }
}
