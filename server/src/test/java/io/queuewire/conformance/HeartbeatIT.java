package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.transport.TransportKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings and pongs, a ping as often as in the official suites. What answers in time has a second for it. */
@OnEachTransport
class HeartbeatIT {

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Profile.Timing TIMING =
            new Profile.Timing(INTERVAL, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private static Servers servers;

    private final Wire wire = new Wire(servers.hurriedPort(), "/engine.io/");

    HeartbeatIT(TransportKind kind) {}

    @BeforeParameterizedClassInvocation
    static void start(TransportKind kind) {
        servers = new Servers(Profile.SUITE.with(TIMING), kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        servers.close();
    }

    @AfterEach
    void hangUp() {
        wire.close();
    }

    private WebSocketPeer opened() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        return peer;
    }

    @Test
    void theNextPingComesAnIntervalAfterThePong() {
        WebSocketPeer peer = opened();
        assertThat(peer.next()).isEqualTo("2");
        long answered = System.nanoTime();
        assertThat(peer.say("3").next()).isEqualTo("2");
        assertThat(Duration.ofNanos(System.nanoTime() - answered)).isGreaterThan(INTERVAL.minus(ROUNDING));
    }

    @Test
    void aPingIsAPacketLikeAnyOtherToWhoPolls() {
        PollingPeer peer = wire.poll();
        List<String> packets = new ArrayList<>(peer.packets());
        assertThat(packets).containsExactly("2");
        peer.say("3", "4hello");
        assertThat(peer.packets()).contains("4hello");
    }

    @Test
    void whoNeverPollsIsGoneByItself() {
        wire.poll().expectUnknown();
    }

    @Test
    void otherMessagesAreNoPong() {
        WebSocketPeer peer = opened();
        assertThat(peer.next()).isEqualTo("2");
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
        peer.expectClose(1001);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void pongsThatNobodyAskedForKeepNobodyAlive(int pongs) {
        WebSocketPeer peer = opened();
        for (int i = 0; i < pongs; i++) {
            peer.say("3");
        }
        assertThat(peer.next()).isEqualTo("2");
        peer.expectClose(1001);
    }

    @Test
    void aPingOfTheClientEndsTheSessionOnBothTransports() {
        opened().say("2").expectClose(1002);
        PollingPeer peer = wire.poll();
        peer.post("2");
        peer.expectUnknown();
    }

    @Test
    void theHeartbeatGoesOnOverTheWebSocketAfterTheUpgrade() {
        WebSocketPeer peer = wire.poll().upgrade();
        assertThat(peer.next()).isEqualTo("2");
        assertThat(peer.say("3").next()).isEqualTo("2");
        peer.expectClose(1001);
    }
}
