package io.queuewire.bench.fanout;

import io.queuewire.bench.peers.Steering;
import io.queuewire.hub.Hub;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.ops.HeapKeeper;
import io.queuewire.ops.PrometheusMetrics;
import io.queuewire.session.JsonSession;
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
import io.queuewire.transport.HostPolicy;
import io.queuewire.transport.HttpLimits;
import io.queuewire.transport.JsonWebSocketProtocol;
import io.queuewire.transport.ListenerConfig;
import io.queuewire.transport.LoopsConfig;
import io.queuewire.transport.OriginPolicy;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.PublicListener;
import io.queuewire.transport.SocketIoProtocol;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The relay as a server of the comparison: its own listener, loops, hub, log and sessions with the limits that users have, and
 * orders in the place of queues.
 */
public final class SteeredRelay {

    private static final Duration HALF_DONE = Duration.ofSeconds(10);
    private static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_PAYLOAD = 64 << 10;
    private static final OutboundLimits OUTBOUND = new OutboundLimits(1 << 20, Duration.ofSeconds(10));
    private static final ReplayLimits REPLAY = new ReplayLimits(Duration.ofMinutes(2), 10_000, 64 << 20);
    private static final int MOST_CONNECTIONS = 100_000;

    private SteeredRelay() {}

    /** Takes a port for clients, one for orders, and a {@link TransportKind}. */
    public static void main(String[] arguments) throws IOException {
        ReplayLog log = new ReplayLog(REPLAY, "bench");
        PrometheusMetrics meters = new PrometheusMetrics();
        EventLoops loops = EventLoops.start(
                LoopsConfig.of(TransportKind.valueOf(arguments[2]), 1), log, meters::deliveries, meters::eventLoopLag);
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        Hub hub = new Hub(shards, log);
        PublicListener.start(listener(Integer.parseInt(arguments[0])), loops, endpoints(hub));
        Steering.start(Integer.parseInt(arguments[1]), json -> publish(hub, json));
        HeapKeeper.start();
    }

    private static void publish(Hub hub, String json) {
        hub.publish(PushMessage.of("/", Audience.EVERYONE, "item_added", RawJson.parse(json, JsonLimits.QUEUE)));
    }

    private static ListenerConfig listener(int port) {
        return new ListenerConfig(
                "127.0.0.1",
                port,
                new OriginPolicy(Set.of(), true),
                new HostPolicy(Set.of()),
                new ListenerConfig.Content.None(),
                new ConnectionLimits(MOST_CONNECTIONS, 0),
                HttpLimits.of(MAX_PAYLOAD),
                WebSocketLimits.of(MAX_PAYLOAD, OUTBOUND));
    }

    private static List<Endpoint> endpoints(Hub hub) {
        RelayPolicy policy = new RelayPolicy(Set.of("/"), Set.of(), new Rate(20, 60), new RoomPolicy(List.of()));
        Relay relay = new Relay(policy, hub, Optional.empty(), SessionMetrics.NONE);
        Endpoint socketIo = new Endpoint.EngineIo(
                "/socket.io",
                new EngineIoConfig(PING_INTERVAL, PING_TIMEOUT, HALF_DONE),
                new SocketIoProtocol(
                        new SocketIoSession.Limits(HALF_DONE, HALF_DONE, MAX_PAYLOAD),
                        relay,
                        Optional.of(new Recovery(REPLAY.window())),
                        SessionMetrics.NONE));
        Endpoint plain = new Endpoint.PlainWebSocket(
                "/ws",
                new JsonWebSocketProtocol(new JsonSession.Limits(PING_INTERVAL, PING_TIMEOUT, MAX_PAYLOAD), relay));
        return List.of(socketIo, plain);
    }
}
