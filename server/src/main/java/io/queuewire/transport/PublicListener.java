package io.queuewire.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.queuewire.session.DisconnectReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The public port: owns the server socket and every connection that came through it. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
public final class PublicListener implements AutoCloseable {

    /** One for all: a connection keeps only its guess of how much it will read next. */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator();

    private final Channel server;
    private final Routes routes;
    private final OpenConnections connections;
    private final ExecutorService blocking;

    private PublicListener(Channel server, Routes routes, OpenConnections connections, ExecutorService blocking) {
        this.server = server;
        this.routes = routes;
        this.connections = connections;
        this.blocking = blocking;
    }

    /**
     * Binds the port and serves from then on.
     *
     * @param loops run all connections
     * @param endpoints what answers besides static files
     * @throws IOException when the port cannot be bound or the folder of static files is not there
     */
    public static PublicListener start(ListenerConfig config, EventLoops loops, List<Endpoint> endpoints)
            throws IOException {
        OpenConnections connections = new OpenConnections(config.connections());
        ExecutorService blocking = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("queuewire-files-", 1).factory());
        Routes routes = Routes.of(config, endpoints, loops, connections, blocking);
        ClientPipeline pipeline = new ClientPipeline(
                new RequestGuard(config.hosts(), config.http()),
                routes,
                new HttpConnection(routes),
                connections,
                config.http(),
                config.webSocket().outbound().stall());
        try {
            return new PublicListener(
                    bind(config.host(), config.port(), loops, pipeline), routes, connections, blocking);
        } catch (IOException e) {
            blocking.close();
            throw e;
        }
    }

    static Channel bind(String host, int port, EventLoops loops, ChannelHandler pipeline) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childHandler(pipeline)
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
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
        routes.closeClients(DisconnectReason.RESTARTING, "the relay stops", spread);
        connections.closeAll(DisconnectReason.RESTARTING, "the relay stops", spread);
    }

    /**
     * Drops what is left of the connections. Before the event loops stop, which may leave those behind that arrive or end
     * just then.
     */
    @Override
    public void close() {
        stopAccepting();
        connections.dropAll();
        stop(blocking);
    }

    /** Before the event loops stop, which would leave those who wait for one of them waiting. */
    static void stop(ExecutorService blocking) {
        blocking.shutdownNow();
        try {
            blocking.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
