package io.queuewire.ops;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The management port: a small HTTP server apart from the public one, so that it answers however busy that is.
 *
 * <p>One virtual thread for each request; nothing here runs on an event loop. Owned by whoever started it, who closes it.
 */
public final class ManagementServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private ManagementServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Binds and serves.
     *
     * @param checks the parts that {@code /readyz} tells of
     * @param metrics what {@code /metrics} shows
     * @param further endpoints besides {@code /livez}, {@code /readyz} and {@code /metrics}
     * @throws UncheckedIOException when it cannot bind; the message names the address and says why
     */
    public static ManagementServer start(
            ManagementConfig config,
            List<HealthCheck> checks,
            PrometheusMetrics metrics,
            List<ManagementEndpoint> further) {
        List<ManagementEndpoint> endpoints = new ArrayList<>(
                List.of(new LivenessEndpoint(), new ReadinessEndpoint(checks), new MetricsEndpoint(metrics)));
        endpoints.addAll(further);
        HttpServer server = bind(config);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("management-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", new ManagementHandler(new AccessGuard(config), endpoints));
        server.start();
        return new ManagementServer(server, threads);
    }

    private static HttpServer bind(ManagementConfig config) {
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the management port " + config.host() + ":" + config.port() + " cannot be opened: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The port that it is bound to, also when any free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once; requests in hand are cut. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
