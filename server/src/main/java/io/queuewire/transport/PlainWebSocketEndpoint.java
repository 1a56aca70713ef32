package io.queuewire.transport;

import io.netty.handler.codec.http.HttpResponseStatus;

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
        webSockets.accept(
                exchange,
                connection -> connection.listen(new PlainWebSocket.Hearing(protocol.open(
                        new PlainWebSocket(connection, protocol.format()),
                        loops.shardOf(exchange.channel()),
                        exchange.query()))));
    }
}
