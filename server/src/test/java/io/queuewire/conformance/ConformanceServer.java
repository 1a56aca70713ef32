package io.queuewire.conformance;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.Shard;
import io.queuewire.transport.ConnectionLimits;
import io.queuewire.transport.EngineIoConfig;
import io.queuewire.transport.EventLoops;
import io.queuewire.transport.HostPolicy;
import io.queuewire.transport.HttpLimits;
import io.queuewire.transport.ListenerConfig;
import io.queuewire.transport.LoopMetrics;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.PublicListener;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The product's own transport and sessions with the applications that protocol suites expect, so that suites which know
 * nothing of the relay can be run against it.
 */
public final class ConformanceServer implements AutoCloseable {

    private static final int LOOPS = 2;
    private static final int MOST_CONNECTIONS = 19_000;

    /** Far more than the relay's own limits: suites send what they like. */
    private static final OutboundLimits OUTBOUND = new OutboundLimits(16 << 20, Duration.ofSeconds(10));

    private final EventLoops loops;
    private final PublicListener listener;

    private ConformanceServer(EventLoops loops, PublicListener listener) {
        this.loops = loops;
        this.listener = listener;
    }

    /** Serves until the process is stopped: {@code [--port N] [--profile NAME] [--transport KIND]}. */
    public static void main(String... arguments) throws Exception {
        Profile profile = Profile.named(option(arguments, "--profile", "suite"));
        int port = Integer.parseInt(option(arguments, "--port", Integer.toString(profile.port())));
        TransportKind kind =
                TransportKind.valueOf(option(arguments, "--transport", "auto").toUpperCase(Locale.ROOT));
        ConformanceServer server = start(profile, port, kind);
        System.out.println(
                "conformance server, profile " + profile.name() + ", on http://127.0.0.1:" + server.port() + "/");
        Thread.currentThread().join();
    }

    private static String option(String[] arguments, String name, String otherwise) {
        List<String> all = List.of(arguments);
        int at = all.indexOf(name);
        return at >= 0 && at + 1 < all.size() ? all.get(at + 1) : otherwise;
    }

    /** Starts a server for a profile on loopback; port 0 takes any free one. */
    public static ConformanceServer start(Profile profile, int port, TransportKind kind) throws IOException {
        return start(profile, port, kind, WebSocketLimits.of(profile.maxPayload(), OUTBOUND));
    }

    /** The same with limits for WebSockets that are the caller's own. */
    static ConformanceServer start(Profile profile, int port, TransportKind kind, WebSocketLimits webSockets)
            throws IOException {
        EventLoops loops = EventLoops.start(kind, LOOPS, HubMetrics.NONE, LoopMetrics.NONE);
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        Hub hub = new Hub(shards, Long.toString(System.nanoTime(), Character.MAX_RADIX));
        EngineIoConfig engineIo = new EngineIoConfig(
                profile.timing().pingInterval(),
                profile.timing().pingTimeout(),
                profile.timing().upgrade());
        ListenerConfig config = new ListenerConfig(
                "127.0.0.1",
                port,
                profile.origins(),
                HostPolicy.of(List.of()),
                new ListenerConfig.Content.None(),
                new ConnectionLimits(MOST_CONNECTIONS, 0),
                HttpLimits.of(profile.maxPayload()),
                webSockets);
        PublicListener listener =
                PublicListener.start(config, loops, profile.application().endpoints(profile, engineIo, hub));
        return new ConformanceServer(loops, listener);
    }

    public int port() {
        return listener.port();
    }

    public int openConnections() {
        return listener.openConnections();
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }
}
