package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The twenty-five cases of the official Engine.IO suite, in our own words. */
@OnEachTransport
class EngineIoSuiteIT extends EngineIoCases {

    EngineIoSuiteIT(TransportKind kind) {
        super("/engine.io/");
    }

    @Override
    void expectAlive(WebSocketPeer webSocket) {
        webSocket.say("4hello");
        assertThat(webSocket.next()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "4test1\u001e4test2\u001e4test3", "4hello\u001ebAQIDBA=="})
    void payloadsComeBackOverPolling(String payload) {
        PollingPeer peer = wire.poll();
        peer.say(payload);
        assertThat(peer.poll()).isEqualTo(payload);
    }

    @Test
    void anInvalidPacketEndsTheSessionOverPolling() {
        PollingPeer peer = wire.poll();
        assertThat(peer.post("abc").status()).isEqualTo(400);
        peer.expectUnknown();
    }

    @Test
    void aSecondPollEndsTheSession() {
        PollingPeer peer = wire.poll();
        RawConnection held = peer.hold();
        RawResponse second = peer.get();

        assertThat(second.status()).isEqualTo(400);
        assertThat(held.response().text()).isEqualTo("1");
        peer.expectUnknown();
    }

    @Test
    void anAbortedPollEndsTheSession() {
        PollingPeer peer = wire.poll();
        peer.hold().close();
        await().untilAsserted(() -> assertThat(peer.post("4anybody?").status()).isEqualTo(400));
        peer.expectUnknown();
    }

    @Test
    void textComesBackOverWebSocket() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
    }

    @Test
    void bytesComeBackOverWebSocket() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        assertThat(peer.say(new byte[] {1, 2, 3, 4}).nextBytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void anInvalidPacketEndsTheSessionOverWebSocket() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        peer.say("abc").expectClose(1002);
    }
}
