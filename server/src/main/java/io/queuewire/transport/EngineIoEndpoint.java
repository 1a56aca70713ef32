package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.HandshakeError;
import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoHandler;
import io.queuewire.session.SocketIoSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /socket.io/}: opens Engine.IO sessions, checked in the order of the reference server before any 101. */
final class EngineIoEndpoint implements HttpRequestHandler {

    private static final String REVISION = "4";

    private final EngineIoConfig config;
    private final WebSocketUpgrade upgrade;
    private final OriginPolicy origins;
    private final EventLoops loops;
    private final SessionIds ids;
    private final SocketIoHandler.Factory handlers;
    private final SessionMetrics metrics;
    private final SocketIoWebSocketFormat format = new SocketIoWebSocketFormat();

    EngineIoEndpoint(
            EngineIoConfig config,
            WebSocketUpgrade upgrade,
            OriginPolicy origins,
            EventLoops loops,
            SessionIds ids,
            SocketIoHandler.Factory handlers,
            SessionMetrics metrics) {
        this.config = config;
        this.upgrade = upgrade;
        this.origins = origins;
        this.loops = loops;
        this.ids = ids;
        this.handlers = handlers;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Optional<HandshakeError> error = errorIn(exchange);
        if (error.isPresent()) {
            refuse(exchange, error.get());
        } else if (!origins.accepts(exchange.header(HttpHeaderNames.ORIGIN), exchange.header(HttpHeaderNames.HOST))) {
            refuse(exchange, HandshakeError.FORBIDDEN);
        } else {
            upgrade.accept(exchange, connection -> open(exchange, connection));
        }
    }

    private static Optional<HandshakeError> errorIn(HttpExchange exchange) {
        if (!exchange.parameter("transport").equals(Optional.of("websocket"))) {
            return Optional.of(HandshakeError.TRANSPORT_UNKNOWN);
        }
        if (exchange.parameter("sid").isPresent()) {
            return Optional.of(HandshakeError.SESSION_ID_UNKNOWN);
        }
        if (!exchange.method().equals(HttpMethod.GET)) {
            return Optional.of(HandshakeError.BAD_HANDSHAKE_METHOD);
        }
        if (!WebSocketHandshake.isAskedFor(exchange.request())) {
            return Optional.of(HandshakeError.BAD_REQUEST);
        }
        if (!exchange.parameter("EIO").equals(Optional.of(REVISION))) {
            return Optional.of(HandshakeError.UNSUPPORTED_PROTOCOL_VERSION);
        }
        return Optional.empty();
    }

    private static void refuse(HttpExchange exchange, HandshakeError error) {
        exchange.respond(
                HttpResponseStatus.valueOf(error.status()),
                HttpExchange.JSON,
                Unpooled.copiedBuffer(error.body(), StandardCharsets.UTF_8),
                Map.of());
    }

    private void open(HttpExchange exchange, WebSocketConnection connection) {
        EngineIoWebSocket transport = new EngineIoWebSocket(connection, format);
        connection.listen(transport);
        Shard shard = loops.shardOf(exchange.channel());
        Handshake handshake =
                new Handshake(ids.next(), List.of(), config.pingInterval(), config.pingTimeout(), upgrade.maxPayload());
        transport.attach(EngineIoSession.open(
                transport,
                handshake,
                shard.executor(),
                session -> new SocketIoSession(session, shard, config.socketIo(), ids, handlers, metrics)));
    }
}
