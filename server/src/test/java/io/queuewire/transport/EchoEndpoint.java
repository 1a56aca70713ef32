package io.queuewire.transport;

import io.queuewire.session.DisconnectReason;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket that sends every message back, and remembers what else it heard. */
final class EchoEndpoint implements HttpRequestHandler {

    private final WebSocketUpgrade webSockets;
    private final CorsPolicy cors;
    private final BlockingQueue<DisconnectReason> closings = new LinkedBlockingQueue<>();
    private final List<WebSocketConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger pongs = new AtomicInteger();

    EchoEndpoint(WebSocketUpgrade webSockets, CorsPolicy cors) {
        this.webSockets = webSockets;
        this.cors = cors;
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!cors.accepts(exchange)) {
            exchange.respond(
                    io.netty.handler.codec.http.HttpResponseStatus.FORBIDDEN, HttpExchange.TEXT, "foreign origin\n");
            return;
        }
        webSockets.accept(exchange, connection -> {
            connections.add(connection);
            connection.listen(new Echo(connection));
        });
    }

    private final class Echo implements WebSocketListener {

        private final WebSocketConnection connection;

        Echo(WebSocketConnection connection) {
            this.connection = connection;
        }

        @Override
        public void text(String message) {
            if (message.equals("fail")) {
                throw new IllegalStateException("a message asked for it");
            }
            connection.sendText(message);
        }

        @Override
        public void binary(byte[] message) {
            connection.sendBinary(message);
        }

        @Override
        public void pong() {
            pongs.incrementAndGet();
        }

        @Override
        public void closed(DisconnectReason reason, String detail) {
            closings.add(reason);
        }
    }

    /** Why the next WebSocket was closed; fails when none is for a long time. */
    DisconnectReason nextClosing() throws InterruptedException {
        DisconnectReason reason = closings.poll(20, TimeUnit.SECONDS);
        if (reason == null) {
            throw new AssertionError("no WebSocket was closed");
        }
        return reason;
    }

    /** How many closings have not been asked for. */
    int closings() {
        return closings.size();
    }

    int pongs() {
        return pongs.get();
    }

    /** All WebSockets, in the order in which they were opened. */
    List<WebSocketConnection> connections() {
        return connections;
    }
}
