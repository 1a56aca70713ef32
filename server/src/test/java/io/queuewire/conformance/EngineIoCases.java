package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** The sixteen cases of handshake, heartbeat, close and upgrade that both official suites have. */
abstract class EngineIoCases {

    private static Servers servers;

    /** Heartbeats and deadlines do not disturb. */
    final Wire wire;

    /** Heartbeats and deadlines as the suites want them. */
    final Wire hurried;

    /** Heartbeats as the suites want them, and all the time to answer them. */
    private final Wire patient;

    EngineIoCases(String path) {
        wire = new Wire(servers.port(), path);
        hurried = new Wire(servers.hurriedPort(), path);
        patient = new Wire(servers.patientPort(), path);
    }

    @BeforeParameterizedClassInvocation
    static void start(TransportKind kind) {
        servers = new Servers(Profile.SUITE, kind);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        servers.close();
    }

    @AfterEach
    void hangUp() {
        wire.close();
        hurried.close();
        patient.close();
    }

    /** Shows that a session goes on over its WebSocket. */
    abstract void expectAlive(WebSocketPeer webSocket);

    @Test
    void aSessionOpensOverPolling() {
        RawResponse opening = hurried.poll().opening();

        assertThat(opening.header("Content-Type")).hasValue("text/plain; charset=UTF-8");
        assertThat(opening.header("Cache-Control")).hasValue("no-store");
        expectHandshake(opening.text(), "[\"websocket\"]");
    }

    @Test
    void aSessionOpensOverWebSocket() {
        expectHandshake(hurried.webSocket().next(), "[]");
    }

    private static void expectHandshake(String packet, String upgrades) {
        Map<String, RawJson> members = Wire.handshake(packet).members();
        assertThat(members.keySet()).isEqualTo(Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"));
        assertThat(members.get("sid").asString()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(members.get("upgrades").text()).isEqualTo(upgrades);
        assertThat(members.get("pingInterval").text()).isEqualTo("300");
        assertThat(members.get("pingTimeout").text()).isEqualTo("200");
        assertThat(members.get("maxPayload").text()).isEqualTo("1000000");
    }

    @Test
    void anotherRevisionIsRefusedOverPolling() {
        assertThat(wire.get("transport=polling").status()).isEqualTo(400);
        assertThat(wire.get("EIO=abc&transport=polling").status()).isEqualTo(400);
    }

    @Test
    void anotherRevisionIsRefusedOverWebSocket() {
        assertThat(wire.askWebSocket("transport=websocket").status()).isEqualTo(400);
        assertThat(wire.askWebSocket("EIO=abc&transport=websocket").status()).isEqualTo(400);
    }

    @Test
    void anotherTransportIsRefusedOverPolling() {
        assertThat(wire.get("EIO=4").status()).isEqualTo(400);
        assertThat(wire.get("EIO=4&transport=abc").status()).isEqualTo(400);
    }

    @Test
    void anotherTransportIsRefusedOverWebSocket() {
        assertThat(wire.askWebSocket("EIO=4").status()).isEqualTo(400);
        assertThat(wire.askWebSocket("EIO=4&transport=abc").status()).isEqualTo(400);
    }

    @Test
    void anotherMethodIsRefused() {
        assertThat(wire.ask("POST", "EIO=4&transport=polling", "").status()).isEqualTo(400);
        assertThat(wire.ask("PUT", "EIO=4&transport=polling", "").status()).isEqualTo(400);
    }

    @Test
    void pingsAndPongsGoOnOverPolling() {
        PollingPeer peer = patient.poll();
        for (int i = 0; i < 3; i++) {
            assertThat(peer.poll()).isEqualTo("2");
            peer.say("3");
        }
    }

    @Test
    void pingsAndPongsGoOnOverWebSocket() {
        WebSocketPeer peer = patient.webSocket();
        Wire.handshake(peer.next());
        for (int i = 0; i < 3; i++) {
            assertThat(peer.next()).isEqualTo("2");
            peer.say("3");
        }
    }

    @Test
    void aPingWithoutPongEndsTheSessionOverPolling() {
        PollingPeer peer = hurried.poll();
        assertThat(peer.packets()).containsExactly("2");
        // A request that would wait shows the end, too: it gets the close packet.
        assertThat(peer.poll()).isEqualTo("1");
        peer.expectUnknown();
    }

    @Test
    void aPingWithoutPongEndsTheSessionOverWebSocket() {
        WebSocketPeer peer = hurried.webSocket();
        Wire.handshake(peer.next());
        assertThat(peer.next()).isEqualTo("2");
        peer.expectClose(1001);
    }

    @Test
    void aClientClosesOverPolling() {
        PollingPeer peer = wire.poll();
        RawConnection held = peer.hold();
        peer.say("1");

        assertThat(held.response().text()).isEqualTo("6");
        peer.expectUnknown();
    }

    @Test
    void aClientClosesOverWebSocket() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        peer.say("1");
        peer.closeCode();
    }

    @Test
    void pollingIsUpgradedToWebSocket() {
        PollingPeer peer = wire.poll();
        WebSocketPeer webSocket = peer.probe();
        assertThat(peer.poll()).isEqualTo("6");
        webSocket.say("5");
        expectAlive(webSocket);
    }

    @Test
    void afterTheUpgradeRequestsAreRefusedAndTheSessionLives() {
        PollingPeer peer = wire.poll();
        WebSocketPeer webSocket = peer.upgrade();
        expectAlive(webSocket);
        assertThat(peer.get().status()).isEqualTo(400);
        assertThat(peer.post("4hello").status()).isEqualTo(400);
        assertThat(webSocket.everythingUntilNow()).isEqualTo(List.of());
    }

    @Test
    void afterTheUpgradeFurtherWebSocketsAreClosedAndTheSessionLives() {
        PollingPeer peer = wire.poll();
        WebSocketPeer webSocket = peer.upgrade();
        expectAlive(webSocket);
        wire.webSocket(peer.sid()).expectClose(1008);
        assertThat(webSocket.everythingUntilNow()).isEqualTo(List.of());
    }
}
