package io.queuewire.transport;

import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.Rate;
import io.queuewire.session.Relay;
import io.queuewire.session.RelayPolicy;
import io.queuewire.session.RoomPolicy;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoSession;
import io.queuewire.testkit.RawConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pipeline of the public listener on a port of its own, with the endpoints that a test needs and limits that a test can
 * reach. {@code /ws} echoes WebSocket messages, {@code /echo} the bodies of requests, {@code /socket.io/} is the relay.
 */
final class TestListener implements AutoCloseable {

    static final OutboundLimits OUTBOUND = new OutboundLimits(1 << 20, Duration.ofSeconds(10));

    /** Long enough that no ping, which comes at any time within the first interval, stands among a test's answers. */
    static final EngineIoConfig WITHOUT_PINGS =
            new EngineIoConfig(Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofSeconds(10));

    /** What a test may choose. */
    static final class Setup {

        private HttpLimits http = HttpLimits.of(65_536);
        private WebSocketLimits webSocket = WebSocketLimits.of(65_536, OUTBOUND);
        private HostPolicy hosts = HostPolicy.of(List.of());
        private OriginPolicy origins = OriginPolicy.of(List.of());
        private ConnectionLimits connections = new ConnectionLimits(1_000, 0);
        private StaticContent files = name -> Optional.empty();
        private TransportKind transport = TransportKind.AUTO;
        private int threads = 1;
        private EngineIoConfig engineIo = WITHOUT_PINGS;
        private SocketIoSession.Limits socketIo =
                new SocketIoSession.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 65_536);
        private final Map<String, HttpRequestHandler> handlerByPath = new HashMap<>();

        Setup http(HttpLimits limits) {
            http = limits;
            return this;
        }

        Setup deadlines(HttpDeadlines deadlines) {
            return http(http.within(deadlines));
        }

        Setup webSocket(WebSocketLimits limits) {
            webSocket = limits;
            return this;
        }

        Setup hosts(String... names) {
            hosts = HostPolicy.of(List.of(names));
            return this;
        }

        Setup origins(String... allowed) {
            origins = OriginPolicy.of(List.of(allowed));
            return this;
        }

        Setup connections(ConnectionLimits limits) {
            connections = limits;
            return this;
        }

        Setup files(Path folder) {
            try {
                return files(new FolderContent(folder));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        Setup files(StaticContent content) {
            files = content;
            return this;
        }

        Setup transport(TransportKind kind) {
            transport = kind;
            return this;
        }

        Setup threads(int count) {
            threads = count;
            return this;
        }

        /** The deadlines of sessions at {@code /socket.io/}. */
        Setup sessions(EngineIoConfig heartbeat, SocketIoSession.Limits limits) {
            engineIo = heartbeat;
            socketIo = limits;
            return this;
        }

        Setup route(String path, HttpRequestHandler handler) {
            handlerByPath.put(path, handler);
            return this;
        }

        TestListener start() {
            try {
                return new TestListener(this);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private final EventLoops loops;
    private final OpenConnections connections;
    private final EngineIoSessions sessions;
    private final Hub hub;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Channel> accepted = new CopyOnWriteArrayList<>();
    private final EchoEndpoint echo;
    private final Channel server;

    private TestListener(Setup setup) throws IOException {
        ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "test");
        loops = EventLoops.start(
                LoopsConfig.of(setup.transport, setup.threads), log, HubMetrics.NONE, LoopMetrics.NONE);
        connections = new OpenConnections(setup.connections);
        sessions = new EngineIoSessions(setup.connections.total());
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        hub = new Hub(shards, log);
        WebSocketUpgrade webSockets = new WebSocketUpgrade(setup.webSocket, connections);
        CorsPolicy cors = new CorsPolicy(setup.origins);
        echo = new EchoEndpoint(webSockets, cors);
        Map<String, HttpRequestHandler> handlerByPath = new HashMap<>(setup.handlerByPath);
        handlerByPath.put("/ws", echo);
        handlerByPath.put(
                "/socket.io/",
                new EngineIoEndpoint(
                        setup.engineIo,
                        new SocketIoProtocol(setup.socketIo, relay(), SessionMetrics.NONE),
                        webSockets,
                        cors,
                        loops,
                        new SessionIds(new SecureRandom()),
                        sessions));
        handlerByPath.put(
                "/echo",
                exchange -> exchange.respond(
                        io.netty.handler.codec.http.HttpResponseStatus.OK,
                        HttpExchange.TEXT,
                        io.netty.buffer.Unpooled.wrappedBuffer(exchange.body()),
                        Map.of()));
        Routes routes = new Routes(handlerByPath, new StaticFileHandler(setup.files, blocking));
        ClientPipeline pipeline = new ClientPipeline(
                new RequestGuard(setup.hosts, setup.http),
                routes,
                new HttpConnection(routes),
                connections,
                setup.http,
                setup.webSocket.outbound().stall());
        server = PublicListener.bind("127.0.0.1", 0, loops, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                accepted.add(channel);
                channel.pipeline().addLast(pipeline);
            }
        });
    }

    /** The relay's own policy: one event may be sent by clients, and there are ten namespaces beside the main one. */
    private Relay relay() {
        Set<String> namespaces = IntStream.range(0, 10).mapToObj(n -> "/" + n).collect(Collectors.toSet());
        namespaces.add("/");
        return new Relay(
                new RelayPolicy(namespaces, Set.of("item_removed"), new Rate(20, 60), new RoomPolicy(List.of("*"))),
                hub,
                Optional.empty(),
                SessionMetrics.NONE);
    }

    static Setup with() {
        return new Setup();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    RawConnection connect() {
        return RawConnection.open(port());
    }

    RawConnection connectWebSocket() {
        return RawConnection.openWebSocket(port(), "/ws");
    }

    /** What the WebSockets at {@code /ws} have heard. */
    EchoEndpoint echo() {
        return echo;
    }

    /** The server's side of the only connection that was ever accepted. */
    Channel accepted() {
        await().until(() -> !accepted.isEmpty());
        if (accepted.size() > 1) {
            throw new IllegalStateException(accepted.size() + " connections: expected one");
        }
        return accepted.getFirst();
    }

    /** How many bytes wait for the peer of the only connection, and what it costs to keep them. */
    long waitingBytes() {
        Channel channel = accepted();
        return channel.eventLoop()
                .submit(() -> {
                    var buffer = channel.unsafe().outboundBuffer();
                    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
                })
                .syncUninterruptibly()
                .getNow();
    }

    /** Runs a task on the event loop of all connections and waits for it. */
    void onLoop(Runnable task) {
        loops.group().next().submit(task).syncUninterruptibly();
    }

    int openConnections() {
        return connections.size();
    }

    /** The sessions at {@code /socket.io/}. */
    EngineIoSessions sessions() {
        return sessions;
    }

    /** Reaches the clients at {@code /socket.io/}. */
    Hub hub() {
        return hub;
    }

    EventLoops loops() {
        return loops;
    }

    void closeClients(Duration spread) {
        connections.closeAll(DisconnectReason.RESTARTING, "the relay stops", spread);
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        connections.dropAll();
        PublicListener.stop(blocking);
        loops.close();
    }
}
