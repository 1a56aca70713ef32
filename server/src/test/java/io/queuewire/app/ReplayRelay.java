package io.queuewire.app;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.session.JsonSession;
import io.queuewire.session.Presence;
import io.queuewire.session.Rate;
import io.queuewire.session.Recovery;
import io.queuewire.session.Relay;
import io.queuewire.session.RelayPolicy;
import io.queuewire.session.RoomPolicy;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoSession;
import io.queuewire.transport.ConnectionLimits;
import io.queuewire.transport.Endpoint;
import io.queuewire.transport.EngineIoConfig;
import io.queuewire.transport.EventLoops;
import io.queuewire.transport.EventStreamProtocol;
import io.queuewire.transport.HostPolicy;
import io.queuewire.transport.HttpLimits;
import io.queuewire.transport.JsonWebSocketProtocol;
import io.queuewire.transport.ListenerConfig;
import io.queuewire.transport.LoopMetrics;
import io.queuewire.transport.LoopsConfig;
import io.queuewire.transport.OriginPolicy;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.PublicListener;
import io.queuewire.transport.SocketIoProtocol;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A relay of three protocols without a queue: the test publishes by itself. */
final class ReplayRelay implements AutoCloseable {

    private static final int MAX_PAYLOAD = 65_536;
    private static final Duration HALF_DONE = Duration.ofSeconds(10);
    private static final OutboundLimits OUTBOUND = new OutboundLimits(1 << 20, Duration.ofSeconds(10));

    private final ReplayLog log;
    private final EventLoops loops;
    private final Hub hub;
    private final PublicListener listener;

    private ReplayRelay(ReplayLimits limits, OutboundLimits outbound, boolean tellsPresence) {
        log = new ReplayLog(limits, "epoch");
        loops = EventLoops.start(LoopsConfig.of(TransportKind.AUTO, 2), log, HubMetrics.NONE, LoopMetrics.NONE);
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        hub = new Hub(shards, log);
        RelayPolicy policy = new RelayPolicy(
                Set.of("/", "/orders"), Set.of("item_removed"), new Rate(20, 60), new RoomPolicy(List.of("open*")));
        Optional<Presence> presence = tellsPresence ? Optional.of(new Presence(hub, hub::members)) : Optional.empty();
        Relay relay = new Relay(policy, hub, presence, SessionMetrics.NONE);
        EngineIoConfig engineIo = new EngineIoConfig(Duration.ofHours(1), Duration.ofSeconds(20), HALF_DONE);
        JsonSession.Limits json = new JsonSession.Limits(Duration.ofHours(1), Duration.ofSeconds(20), MAX_PAYLOAD);
        SocketIoProtocol socketIo = new SocketIoProtocol(
                new SocketIoSession.Limits(HALF_DONE, HALF_DONE, MAX_PAYLOAD),
                relay,
                Optional.of(new Recovery(limits.window())),
                SessionMetrics.NONE);
        listener = listen(
                outbound,
                List.of(
                        new Endpoint.EngineIo("/socket.io", engineIo, socketIo),
                        new Endpoint.PlainWebSocket("/ws", new JsonWebSocketProtocol(json, relay)),
                        new Endpoint.EventStream("/events", new EventStreamProtocol(relay))));
    }

    private PublicListener listen(OutboundLimits outbound, List<Endpoint> endpoints) {
        ListenerConfig config = new ListenerConfig(
                "127.0.0.1",
                0,
                OriginPolicy.of(List.of("https://good.example")),
                HostPolicy.of(List.of()),
                new ListenerConfig.Content.None(),
                new ConnectionLimits(10_000, 0),
                HttpLimits.of(MAX_PAYLOAD),
                WebSocketLimits.of(MAX_PAYLOAD, outbound));
        try {
            return PublicListener.start(config, loops, endpoints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A relay whose log has these limits. */
    static ReplayRelay keeping(ReplayLimits limits) {
        return new ReplayRelay(limits, OUTBOUND, false);
    }

    /** A relay whose clients are told how many they are. */
    static ReplayRelay tellingPresence() {
        return new ReplayRelay(ReplayLimits.NOTHING, OUTBOUND, true);
    }

    /** A relay whose log keeps so many messages for two minutes, and whose clients may fall behind so far. */
    static ReplayRelay keeping(int messages, OutboundLimits outbound) {
        return new ReplayRelay(new ReplayLimits(Duration.ofMinutes(2), messages, 1 << 30), outbound, false);
    }

    int port() {
        return listener.port();
    }

    int openConnections() {
        return listener.openConnections();
    }

    void closeClients() {
        listener.closeClients(Duration.ZERO);
    }

    /** Publishes a number to rooms, or to everyone when there are none. */
    void publish(long number, String... rooms) {
        Audience audience = rooms.length == 0 ? Audience.EVERYONE : new Audience.Members(Set.of(rooms), Set.of());
        hub.publish(PushMessage.of("/", audience, "number", RawJson.number(number)))
                .toCompletableFuture()
                .join();
    }

    /** Publishes some data to everyone in a namespace. */
    void publish(String namespace, String event, RawJson data) {
        hub.publish(PushMessage.of(namespace, Audience.EVERYONE, event, data))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
        log.close();
    }
}
