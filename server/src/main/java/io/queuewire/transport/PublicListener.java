package io.queuewire.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.SessionIds;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The public port: static files, the client library, Socket.IO. Wires the handlers and owns the server socket. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
public final class PublicListener implements AutoCloseable {

    private static final String BUNDLED = "io/queuewire/clientdemo";
    private static final String SOCKET_IO = "/socket.io/";

    private final Channel server;
    private final OpenConnections connections;
    private final ExecutorService blocking;

    private PublicListener(Channel server, OpenConnections connections, ExecutorService blocking) {
        this.server = server;
        this.connections = connections;
        this.blocking = blocking;
    }

    /**
     * Binds the port and serves from then on.
     *
     * @param loops run all connections
     * @param posts takes posts, by path
     * @param handlers what becomes of Socket.IO clients
     * @param metrics counts connections
     * @throws IOException when the port cannot be bound or the folder of static files is not there
     */
    public static PublicListener start(
            ListenerConfig config,
            EventLoops loops,
            Map<String, PostEndpoint> posts,
            SocketIoHandler.Factory handlers,
            SessionMetrics metrics)
            throws IOException {
        OpenConnections connections = new OpenConnections(config.connections());
        ExecutorService blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("queuewire-files-", 1).factory());
        Routes routes = routes(config, loops, posts, handlers, metrics, connections, blocking);
        ClientPipeline pipeline = new ClientPipeline(
                new RequestGuard(config.hosts()),
                new HttpConnection(routes),
                connections,
                config.webSocket().maxPayload());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(pipeline)
                .bind(config.host(), config.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            blocking.close();
            throw new IOException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new PublicListener(bound.channel(), connections, blocking);
    }

    private static Routes routes(
            ListenerConfig config,
            EventLoops loops,
            Map<String, PostEndpoint> posts,
            SocketIoHandler.Factory handlers,
            SessionMetrics metrics,
            OpenConnections connections,
            ExecutorService blocking)
            throws IOException {
        Duration stall = config.webSocket().outbound().stall();
        HttpRequestHandler bundled = new StaticFileHandler(new BundledContent(BUNDLED), blocking, stall);
        HttpRequestHandler others = switch (config.content()) {
            case ListenerConfig.Content.Bundled page -> bundled;
            case ListenerConfig.Content.Folder folder ->
                new StaticFileHandler(new FolderContent(folder.path()), blocking, stall);
            case ListenerConfig.Content.None none ->
                exchange -> exchange.respond(HttpResponseStatus.NOT_FOUND, HttpExchange.TEXT, "not found\n");
        };
        HttpRequestHandler engineIo = new EngineIoEndpoint(
                config.engineIo(),
                new WebSocketUpgrade(config.webSocket(), connections),
                config.origins(),
                loops,
                new SessionIds(new SecureRandom()),
                handlers,
                metrics);
        Map<String, HttpRequestHandler> handlerByPath = new HashMap<>();
        handlerByPath.put(SOCKET_IO, engineIo);
        handlerByPath.put("/socket.io", engineIo);
        handlerByPath.put("/socket.io/socket.io.js", bundled);
        handlerByPath.put("/socket.io/socket.io.js.map", bundled);
        posts.forEach((path, endpoint) -> handlerByPath.put(path, new PostHandler(endpoint, config.origins())));
        return new Routes(handlerByPath, others);
    }

    /** The port that was bound. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** How many connections are open, of all protocols. */
    public int openConnections() {
        return connections.size();
    }

    /** Stops accepting; open connections go on. */
    public void stopAccepting() {
        server.close().awaitUninterruptibly();
    }

    /** Asks all clients to come back later, spread evenly over a time. */
    public void closeClients(Duration spread) {
        connections.closeAll(DisconnectReason.RESTARTING, "the relay stops", spread);
    }

    @Override
    public void close() {
        stopAccepting();
        blocking.shutdownNow();
    }
}
