package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;

/** Turns an HTTP connection into a WebSocket; no handler of HTTP remains. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class WebSocketUpgrade {

    private final WebSocketLimits limits;
    private final OpenConnections connections;

    WebSocketUpgrade(WebSocketLimits limits, OpenConnections connections) {
        this.limits = limits;
        this.connections = connections;
    }

    WebSocketLimits limits() {
        return limits;
    }

    /**
     * Answers the handshake.
     *
     * @param opened gets the connection after the 101 was written and before any frame is read
     */
    void accept(HttpExchange exchange, Consumer<WebSocketConnection> opened) {
        Channel channel = exchange.channel();
        FullHttpResponse answer = WebSocketHandshake.answer(exchange.request());
        if (!answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            Refusal.send(channel, answer);
            return;
        }
        channel.writeAndFlush(answer);
        ClientPipeline.stopWritingResponses(channel.pipeline());
        WebSocketConnection connection = WebSocketConnection.begin(channel, limits);
        opened.accept(connection);
        connections.replaceGoodbye(channel, connection::close);
        // Last, because it hands on the bytes that arrived together with the handshake.
        ClientPipeline.stopReadingRequests(channel.pipeline());
        channel.config().setAutoRead(true);
    }
}
