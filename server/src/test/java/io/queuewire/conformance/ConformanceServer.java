package io.queuewire.conformance;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.message.Publisher;
import io.queuewire.transport.ConnectionLimits;
import io.queuewire.transport.EngineIoConfig;
import io.queuewire.transport.EventLoops;
import io.queuewire.transport.HostPolicy;
import io.queuewire.transport.HttpLimits;
import io.queuewire.transport.ListenerConfig;
import io.queuewire.transport.LoopMetrics;
import io.queuewire.transport.LoopsConfig;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.PublicListener;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The product's own transport and sessions with the applications that protocol suites expect, so that suites which know
 * nothing of the relay can be run against it.
 */
public final class ConformanceServer implements AutoCloseable {

    /** What clients that come back find, where a profile lets them. */
    static final ReplayLimits REPLAY = new ReplayLimits(Duration.ofMinutes(2), 10_000, 16 << 20);

    private static final int LOOPS = 2;
    private static final int MOST_CONNECTIONS = 19_000;

    /** Far more than the relay's own limits: suites send what they like. */
    private static final OutboundLimits OUTBOUND = new OutboundLimits(16 << 20, Duration.ofSeconds(10));

    private final ReplayLog log;
    private final EventLoops loops;
    private final Publisher publisher;
    private final PublicListener listener;

    private ConformanceServer(ReplayLog log, EventLoops loops, Publisher publisher, PublicListener listener) {
        this.log = log;
        this.loops = loops;
        this.publisher = publisher;
        this.listener = listener;
    }

    /** Starts a server for a profile on a free port of loopback, with more than one event loop. */
    public static ConformanceServer start(Profile profile, TransportKind kind) {
        try {
            return start(profile, 0, kind, LOOPS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a server for a profile on loopback.
     *
     * @param loopCount how many event loops
     * @throws IOException when the port is taken
     */
    static ConformanceServer start(Profile profile, int port, TransportKind kind, int loopCount) throws IOException {
        return start(profile, port, kind, loopCount, WebSocketLimits.of(profile.maxPayload(), OUTBOUND));
    }

    /** The same with limits for WebSockets that are the caller's own. */
    static ConformanceServer start(
            Profile profile, int port, TransportKind kind, int loopCount, WebSocketLimits webSockets)
            throws IOException {
        ReplayLog log = new ReplayLog(REPLAY, Long.toString(System.nanoTime(), Character.MAX_RADIX));
        EventLoops loops = EventLoops.start(LoopsConfig.of(kind, loopCount), log, HubMetrics.NONE, LoopMetrics.NONE);
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        Hub hub = new Hub(shards, log);
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
        try {
            return new ConformanceServer(
                    log,
                    loops,
                    hub,
                    PublicListener.start(config, loops, profile.application().endpoints(profile, engineIo, hub)));
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    public int port() {
        return listener.port();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    /** Takes messages to the clients in a namespace or a room. */
    public Publisher publisher() {
        return publisher;
    }

    public int openConnections() {
        return listener.openConnections();
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
        log.close();
    }
}
