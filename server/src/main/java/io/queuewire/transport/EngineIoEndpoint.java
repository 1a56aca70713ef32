package io.queuewire.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.HandshakeError;
import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.PollingTransport;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An Engine.IO endpoint (protocol revision 4): handshakes over both transports, polls, posts and upgrades, checked in the
 * order of the reference server and refused before any 101.
 */
final class EngineIoEndpoint implements HttpRequestHandler {

    private static final String REVISION = "4";
    private static final String OCTET_STREAM = "application/octet-stream";
    private static final List<String> UPGRADES = List.of("websocket");

    private final EngineIoConfig config;
    private final EngineIoProtocol protocol;
    private final WebSocketUpgrade webSockets;
    private final CorsPolicy cors;
    private final EventLoops loops;
    private final SessionIds ids;
    private final EngineIoSessions sessions;
    private final OutboundLimits outbound;

    EngineIoEndpoint(
            EngineIoConfig config,
            EngineIoProtocol protocol,
            WebSocketUpgrade webSockets,
            CorsPolicy cors,
            EventLoops loops,
            SessionIds ids,
            EngineIoSessions sessions) {
        this.config = config;
        this.protocol = protocol;
        this.webSockets = webSockets;
        this.cors = cors;
        this.loops = loops;
        this.ids = ids;
        this.sessions = sessions;
        this.outbound = webSockets.limits().outbound();
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!cors.accepts(exchange)) {
            refuse(exchange, HandshakeError.FORBIDDEN, HandshakeError.FORBIDDEN.body());
        } else if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.respond(HttpResponseStatus.NO_CONTENT, HttpExchange.TEXT, "", cors.preflight(exchange));
        } else {
            switch (exchange.parameter("transport").orElse("")) {
                case "polling" -> handle(exchange, this::handshakeOverPolling, this::poll);
                case "websocket" -> handle(exchange, this::handshakeOverWebSocket, this::upgrade);
                default -> refuse(exchange, HandshakeError.TRANSPORT_UNKNOWN);
            }
        }
    }

    private interface Handshaking {
        void open(HttpExchange exchange);
    }

    private interface Continuing {
        void goOn(HttpExchange exchange, EngineIoSessions.Entry entry);
    }

    /** A request without a session id opens a session; one with an id belongs to the session's loop. */
    private void handle(HttpExchange exchange, Handshaking handshake, Continuing continuing) {
        Optional<String> sid = exchange.parameter("sid");
        boolean revision = exchange.parameter("EIO").equals(Optional.of(REVISION));
        if (sid.isPresent()) {
            Optional<EngineIoSessions.Entry> entry = sessions.find(sid.get());
            if (entry.isEmpty()) {
                refuse(exchange, HandshakeError.SESSION_ID_UNKNOWN);
            } else if (!revision) {
                refuse(exchange, HandshakeError.BAD_REQUEST);
            } else {
                ChannelMove.to(entry.get().loop(), exchange.channel(), () -> continuing.goOn(exchange, entry.get()));
            }
            return;
        }
        if (!exchange.method().equals(HttpMethod.GET)) {
            refuse(exchange, HandshakeError.BAD_HANDSHAKE_METHOD);
            return;
        }
        if (exchange.parameter("transport").equals(Optional.of("websocket"))
                && !WebSocketHandshake.isAskedFor(exchange.request())) {
            refuse(exchange, HandshakeError.BAD_REQUEST);
            return;
        }
        Optional<String> refusal = protocol.refusal(exchange.query());
        if (refusal.isPresent()) {
            refuse(exchange, HandshakeError.FORBIDDEN, HandshakeError.FORBIDDEN.body(refusal.get()));
        } else if (!revision) {
            refuse(exchange, HandshakeError.UNSUPPORTED_PROTOCOL_VERSION);
        } else {
            handshake.open(exchange);
        }
    }

    private void handshakeOverPolling(HttpExchange exchange) {
        Shard shard = loops.shardOf(exchange.channel());
        String sid = ids.next();
        PollingTransport polling =
                new PollingTransport(protocol.pollingFormat(), shard.executor(), outbound.bytes(), outbound.stall());
        Map<String, String> headers = pollHeaders(exchange);
        config.cookie()
                .ifPresent(name -> headers.put("Set-Cookie", name + "=" + sid + "; Path=/; HttpOnly; SameSite=Lax"));
        polling.poll(new HeldPoll(exchange, headers));
        EngineIoSession session = EngineIoSession.open(
                polling,
                handshake(sid, UPGRADES),
                shard.executor(),
                opened -> new Forgetting(sessions, sid, protocol.open(opened, shard)));
        polling.attach(session);
        sessions.add(
                sid,
                new EngineIoSessions.Entry(session, polling, exchange.channel().eventLoop(), new AtomicBoolean()));
    }

    private void handshakeOverWebSocket(HttpExchange exchange) {
        webSockets.accept(exchange, connection -> {
            EngineIoWebSocket transport = new EngineIoWebSocket(connection, protocol.webSocketFormat());
            connection.listen(transport);
            Shard shard = loops.shardOf(exchange.channel());
            transport.attach(EngineIoSession.open(
                    transport,
                    handshake(ids.next(), List.of()),
                    shard.executor(),
                    session -> protocol.open(session, shard)));
        });
    }

    private Handshake handshake(String sid, List<String> upgrades) {
        return new Handshake(
                sid,
                upgrades,
                config.pingInterval(),
                config.pingTimeout(),
                webSockets.limits().maxPayload());
    }

    private void poll(HttpExchange exchange, EngineIoSessions.Entry entry) {
        if (!entry.session().transport().equals(entry.polling().name())) {
            refuse(exchange, HandshakeError.BAD_REQUEST);
        } else if (exchange.method().equals(HttpMethod.GET)) {
            get(exchange, entry);
        } else if (exchange.method().equals(HttpMethod.POST)) {
            post(exchange, entry);
        } else {
            Map<String, String> headers = new LinkedHashMap<>(cors.headers(exchange));
            headers.put("Allow", "GET, POST, OPTIONS");
            exchange.respond(HttpResponseStatus.METHOD_NOT_ALLOWED, HttpExchange.TEXT, "", headers);
        }
    }

    private void get(HttpExchange exchange, EngineIoSessions.Entry entry) {
        HeldPoll poll = new HeldPoll(exchange, pollHeaders(exchange));
        if (entry.polling().poll(poll)) {
            exchange.whenGone(() -> entry.polling().aborted(poll));
        } else {
            badRequest(exchange);
        }
    }

    private void post(HttpExchange exchange, EngineIoSessions.Entry entry) {
        if (isBinary(exchange)) {
            // Revision 3 sent binary this way; in revision 4 it would be taken for text.
            entry.session().close(DisconnectReason.PROTOCOL_ERROR, "a binary POST");
            badRequest(exchange);
        } else if (entry.polling().payload(new String(exchange.body(), StandardCharsets.UTF_8))) {
            exchange.respond(HttpResponseStatus.OK, "text/html", "ok", pollHeaders(exchange));
        } else {
            badRequest(exchange);
        }
    }

    private static boolean isBinary(HttpExchange exchange) {
        return exchange.header(HttpHeaderNames.CONTENT_TYPE)
                .filter(type -> type.regionMatches(true, 0, OCTET_STREAM, 0, OCTET_STREAM.length()))
                .isPresent();
    }

    private void badRequest(HttpExchange exchange) {
        exchange.respond(HttpResponseStatus.BAD_REQUEST, HttpExchange.TEXT, "", cors.headers(exchange));
    }

    private Map<String, String> pollHeaders(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>(cors.headers(exchange));
        headers.put("Cache-Control", "no-store");
        return headers;
    }

    private void upgrade(HttpExchange exchange, EngineIoSessions.Entry entry) {
        if (!exchange.method().equals(HttpMethod.GET) || !WebSocketHandshake.isAskedFor(exchange.request())) {
            refuse(exchange, HandshakeError.BAD_REQUEST);
            return;
        }
        webSockets.accept(exchange, connection -> {
            EngineIoWebSocket transport = new EngineIoWebSocket(connection, protocol.webSocketFormat());
            transport.attach(entry.session());
            connection.listen(transport);
            if (!entry.session().beginUpgrade(transport, config.upgradeTimeout())) {
                connection.close(DisconnectReason.POLICY, "this session cannot be upgraded now");
            }
        });
    }

    private void refuse(HttpExchange exchange, HandshakeError error) {
        refuse(exchange, error, error.body());
    }

    private void refuse(HttpExchange exchange, HandshakeError error, String body) {
        exchange.respond(HttpResponseStatus.valueOf(error.status()), HttpExchange.JSON, body, cors.headers(exchange));
    }
}
