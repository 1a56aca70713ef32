package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.session.Rate;
import io.queuewire.session.Relay;
import io.queuewire.session.RelayPolicy;
import io.queuewire.session.RoomPolicy;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoSession;
import io.queuewire.testkit.TextSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketIoListenerIT {

    private final ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "test");
    private final EventLoops loops =
            EventLoops.start(LoopsConfig.of(TransportKind.NIO, 2), log, HubMetrics.NONE, LoopMetrics.NONE);
    private final Hub hub = hub();
    private PublicListener listener;

    private Hub hub() {
        List<io.queuewire.hub.Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        return new Hub(shards, log);
    }

    @BeforeEach
    void start() throws IOException {
        OutboundLimits outbound = new OutboundLimits(1 << 20, Duration.ofSeconds(10));
        SocketIoProtocol protocol = new SocketIoProtocol(
                new SocketIoSession.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 65536),
                new Relay(
                        new RelayPolicy(
                                Set.of("/"), Set.of("item_removed"), new Rate(20, 60), new RoomPolicy(List.of("*"))),
                        hub,
                        Optional.empty(),
                        SessionMetrics.NONE),
                SessionMetrics.NONE);
        listener = PublicListener.start(
                new ListenerConfig(
                        "127.0.0.1",
                        0,
                        OriginPolicy.of(List.of()),
                        HostPolicy.of(List.of()),
                        new ListenerConfig.Content.Bundled(),
                        new ConnectionLimits(1000, 0),
                        HttpLimits.of(65536),
                        WebSocketLimits.of(65536, outbound)),
                loops,
                List.of(new Endpoint.EngineIo("/socket.io", TestListener.WITHOUT_PINGS, protocol)));
    }

    @AfterEach
    void stop() {
        listener.close();
        loops.close();
    }

    @Test
    void aClientJoinsAndGetsWhatIsPublished() throws Exception {
        try (TextSocket client = TextSocket.open(listener.port(), "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(client.next()).startsWith("0{\"sid\":\"");
            client.send("40");
            assertThat(client.next()).startsWith("40{\"sid\":\"");
            hub.publish(PushMessage.of(
                    "/", Audience.EVERYONE, "item_added", RawJson.parse("{\"a\": 1.0}", JsonLimits.QUEUE)));
            assertThat(client.next()).isEqualTo("42[\"item_added\",{\"a\": 1.0}]");
            client.send("427[\"item_removed\",{\"id\":1}]");
            assertThat(client.next()).isEqualTo("42[\"item_removed\",{\"id\":1}]");
            assertThat(client.next()).isEqualTo("437[{\"ok\":true}]");
            client.send("428[\"other\"]");
            assertThat(client.next()).startsWith("438[{\"ok\":false,\"code\":\"not_allowed\"");
        }
    }
}
