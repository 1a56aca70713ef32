package io.queuewire.conformance;

import io.queuewire.message.Publisher;
import io.queuewire.session.Recovery;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoHandler;
import io.queuewire.session.SocketIoSession;
import io.queuewire.transport.Endpoint;
import io.queuewire.transport.EngineIoConfig;
import io.queuewire.transport.SocketIoProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What each suite finds on the server. */
final class Applications {

    private static final String ENGINE_IO = "/engine.io";
    private static final String SOCKET_IO = "/socket.io";
    private static final String WEB_SOCKET = "/ws";
    private static final Duration ATTACHMENT_TIMEOUT = Duration.ofSeconds(10);

    private Applications() {}

    static List<Endpoint> suite(Profile profile, EngineIoConfig engineIo, Publisher publisher) {
        return List.of(
                new Endpoint.EngineIo(ENGINE_IO, engineIo, new EchoProtocol()),
                new Endpoint.EngineIo(
                        SOCKET_IO, engineIo, socketIo(profile, (session, request) -> new SuiteHandler(session))),
                new Endpoint.PlainWebSocket(WEB_SOCKET, new EchoWebSocket()));
    }

    static List<Endpoint> cases(Profile profile, EngineIoConfig engineIo, Publisher publisher) {
        SocketIoProtocol socketIo = socketIo(profile, (session, request) -> new CasesHandler(session, publisher));
        return List.of(
                new Endpoint.EngineIo(ENGINE_IO, engineIo, new CasesProtocol(new EchoProtocol())),
                new Endpoint.EngineIo(SOCKET_IO, engineIo, new CasesProtocol(socketIo)),
                new Endpoint.PlainWebSocket(WEB_SOCKET, new EchoWebSocket()));
    }

    static List<Endpoint> engineClient(Profile profile, EngineIoConfig engineIo, Publisher publisher) {
        return List.of(new Endpoint.EngineIo(ENGINE_IO, engineIo, new EngineClientProtocol()));
    }

    static List<Endpoint> client(Profile profile, EngineIoConfig engineIo, Publisher publisher) {
        return List.of(new Endpoint.EngineIo(
                SOCKET_IO,
                engineIo,
                new HesitantProtocol(socketIo(
                        profile,
                        (session, request) -> new ClientHandler(request),
                        Optional.of(new Recovery(ConformanceServer.REPLAY.window()))))));
    }

    private static SocketIoProtocol socketIo(Profile profile, SocketIoHandler.Factory handlers) {
        return socketIo(profile, handlers, Optional.empty());
    }

    private static SocketIoProtocol socketIo(
            Profile profile, SocketIoHandler.Factory handlers, Optional<Recovery> recovery) {
        return new SocketIoProtocol(
                new SocketIoSession.Limits(profile.timing().connect(), ATTACHMENT_TIMEOUT, profile.maxPayload()),
                handlers,
                recovery,
                SessionMetrics.NONE);
    }
}
