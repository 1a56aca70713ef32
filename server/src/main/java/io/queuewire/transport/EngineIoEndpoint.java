package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.HandshakeError;
import io.queuewire.engineio.Revision;
import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.PollingTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Engine.IO endpoint: which request is a handshake, a poll, a post or an upgrade, checked in the
 * order of the reference server and refused before any 101.
 */
final class EngineIoEndpoint implements HttpRequestHandler {

    private static final Logger log = LoggerFactory.getLogger(EngineIoEndpoint.class);

    private static final String POLLING = "polling";
    private static final String WEB_SOCKET = "websocket";
    private static final List<String> UPGRADES = List.of(WEB_SOCKET);
    private static final String SID = "sid";

    /** What clients of old browsers add when they want a script for an answer. */
    private static final String JSONP = "j";

    private final EngineIoConfig config;
    private final EngineIoProtocol protocol;
    private final WebSocketUpgrade webSockets;
    private final EventLoops loops;
    private final SessionIds ids;
    private final EngineIoSessions sessions;
    private final OutboundLimits outbound;
    private final EngineIoAnswers answers;
    private final PollingRequests polling;

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
        this.loops = loops;
        this.ids = ids;
        this.sessions = sessions;
        this.outbound = webSockets.limits().outbound();
        this.answers = new EngineIoAnswers(cors);
        this.polling = new PollingRequests(protocol, answers);
    }

    @Override
    public void handle(HttpExchange exchange) {
        CorsPolicy cors = answers.cors();
        String transport = exchange.parameter("transport").orElse("");
        boolean upgrade = WebSocketHandshake.isAskedFor(exchange.request());
        if (exchange.method().equals(HttpMethod.OPTIONS) && cors.accepts(exchange)) {
            answers.preflight(exchange);
        } else if (!transport.equals(POLLING) && !transport.equals(WEB_SOCKET)) {
            answers.refuse(exchange, HandshakeError.TRANSPORT_UNKNOWN);
        } else if (!cors.isWellFormed(exchange) || exchange.parameter(JSONP).isPresent()) {
            answers.refuse(exchange, HandshakeError.BAD_REQUEST);
        } else if (!cors.accepts(exchange)) {
            answers.refuseOrigin(exchange);
        } else if (exchange.parameter(SID).isPresent()) {
            goOn(exchange, transport, upgrade);
        } else if (!exchange.method().equals(HttpMethod.GET)) {
            answers.refuse(exchange, HandshakeError.BAD_HANDSHAKE_METHOD);
        } else if (upgrade != transport.equals(WEB_SOCKET)) {
            answers.refuse(exchange, HandshakeError.BAD_REQUEST);
        } else {
            decide(exchange, upgrade);
        }
    }

    /** A request with a session id belongs to the session's thread. */
    private void goOn(HttpExchange exchange, String transport, boolean upgrade) {
        Optional<EngineIoSessions.Entry> entry = exchange.parameter(SID).flatMap(sessions::find);
        if (entry.isEmpty()) {
            answers.refuse(exchange, HandshakeError.SESSION_ID_UNKNOWN);
        } else if (!revision(exchange).equals(Optional.of(entry.get().session().revision()))
                || upgrade != transport.equals(WEB_SOCKET)) {
            answers.refuse(exchange, HandshakeError.BAD_REQUEST);
        } else if (upgrade) {
            upgrade(exchange, entry.get());
        } else {
            entry.get().run(() -> poll(exchange, entry.get()));
        }
    }

    /** What the client wants to speak, if that is spoken here. */
    private static Optional<Revision> revision(HttpExchange exchange) {
        return exchange.parameter("EIO").flatMap(Revision::of);
    }

    private void poll(HttpExchange exchange, EngineIoSessions.Entry entry) {
        try {
            polling.handle(exchange, entry);
        } catch (RuntimeException e) {
            log.error("a request of a session failed inside the relay", e);
            entry.session().close(DisconnectReason.INTERNAL_ERROR, e.toString());
            answers.serverError(exchange);
        }
    }

    /** Brings the connection to its session's loop, or what is said over it where loops keep their connections. */
    private void upgrade(HttpExchange exchange, EngineIoSessions.Entry entry) {
        if (loops.canMove(exchange.channel(), entry.loop())) {
            ChannelMove.to(
                    entry.loop(),
                    exchange.channel(),
                    () -> webSockets.accept(exchange, connection -> {
                        EngineIoWebSocket transport = new EngineIoWebSocket(connection, protocol.webSocketFormat());
                        connection.listen(transport);
                        upgrade(entry, transport);
                    }));
        } else {
            webSockets.accept(exchange, connection -> {
                RemoteWebSocket remote =
                        new RemoteWebSocket(connection, exchange.channel().eventLoop(), entry.loop());
                EngineIoWebSocket transport = new EngineIoWebSocket(remote, protocol.webSocketFormat());
                connection.listen(RemoteWebSocket.listener(transport, entry.loop()));
                entry.run(() -> upgrade(entry, transport));
            });
        }
    }

    private void upgrade(EngineIoSessions.Entry entry, EngineIoWebSocket transport) {
        transport.attach(entry.session());
        if (!entry.session().beginUpgrade(transport, config.upgradeTimeout())) {
            transport.close(DisconnectReason.POLICY, "this session cannot be upgraded now");
        }
    }

    /** A request without a session id opens a session, if the protocol above lets it. */
    private void decide(HttpExchange exchange, boolean webSocket) {
        ClientRequest request = exchange.clientRequest();
        Optional<Revision> revision = revision(exchange);
        protocol.refusal(request)
                .whenComplete((refusal, failure) -> exchange.onItsLoop(() -> {
                    if (failure != null) {
                        log.error("whether a client is welcome could not be decided", failure);
                        answers.serverError(exchange);
                    } else if (refusal.isPresent()) {
                        answers.refuse(exchange, HandshakeError.FORBIDDEN, refusal.get());
                    } else if (revision.isEmpty()) {
                        answers.refuse(exchange, HandshakeError.UNSUPPORTED_PROTOCOL_VERSION);
                    } else {
                        open(exchange, request, revision.get(), webSocket);
                    }
                }));
    }

    private void open(HttpExchange exchange, ClientRequest request, Revision revision, boolean webSocket) {
        Optional<String> noRoom = sessions.refusal();
        if (noRoom.isPresent()) {
            answers.comeBackLater(exchange, noRoom.get());
        } else if (webSocket) {
            handshakeOverWebSocket(exchange, request, revision);
        } else {
            handshakeOverPolling(exchange, request, revision);
        }
    }

    private void handshakeOverPolling(HttpExchange exchange, ClientRequest request, Revision revision) {
        EventLoop loop = exchange.channel().eventLoop();
        Shard shard = loops.shardOf(exchange.channel());
        String sid = ids.next();
        PollingTransport transport =
                new PollingTransport(protocol.pollingFormat(), shard.executor(), outbound.bytes(), outbound.stall());
        exchange.setCookies(protocol.cookies(sid));
        EngineIoSession.open(
                transport,
                handshake(revision, sid, UPGRADES),
                shard.executor(),
                session -> {
                    transport.attach(session);
                    sessions.add(sid, EngineIoSessions.Entry.polling(session, transport, loop));
                },
                session -> new Forgetting(
                        protocol.open(session, shard, request),
                        () -> transport.whenSilent(() -> sessions.remove(sid))));
        // Last: once the client knows the id of its session, its next request may be here at once, on any loop.
        transport.poll(new HeldPoll(exchange, answers.sessionHeaders(exchange)));
    }

    private void handshakeOverWebSocket(HttpExchange exchange, ClientRequest request, Revision revision) {
        webSockets.accept(exchange, connection -> {
            EventLoop loop = exchange.channel().eventLoop();
            Shard shard = loops.shardOf(exchange.channel());
            String sid = ids.next();
            EngineIoWebSocket transport = new EngineIoWebSocket(connection, protocol.webSocketFormat());
            connection.listen(transport);
            EngineIoSession.open(
                    transport,
                    handshake(revision, sid, List.of()),
                    shard.executor(),
                    session -> {
                        transport.attach(session);
                        sessions.add(sid, EngineIoSessions.Entry.webSocket(session, loop));
                    },
                    session -> new Forgetting(protocol.open(session, shard, request), () -> sessions.remove(sid)));
        });
    }

    private Handshake handshake(Revision revision, String sid, List<String> upgrades) {
        return new Handshake(
                revision,
                sid,
                upgrades,
                config.pingInterval(),
                config.pingTimeout(),
                webSockets.limits().maxPayload());
    }

    /** The session that the body of a POST is on its way to, if the request will be taken for one. */
    @Override
    public Optional<EngineIoSessions.Entry> uploadsTo(HttpRequest head) {
        if (!head.method().equals(HttpMethod.POST)) {
            return Optional.empty();
        }
        RequestTarget target = RequestTarget.parse(head.uri());
        return target.parameter(SID)
                .filter(sid -> target.parameter("transport").equals(Optional.of(POLLING)))
                .flatMap(sessions::find);
    }

    @Override
    public void closeClients(DisconnectReason reason, String detail, Duration spread) {
        sessions.closePolling(reason, detail, spread);
    }
}
