package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO over a WebSocket: one packet in each message. */
@OnEachTransport
class WebSocketIT extends CasesGround {

    private static final String WEB_SOCKET = "EIO=4&transport=websocket";

    WebSocketIT(TransportKind kind) {}

    private WebSocketPeer opened() {
        WebSocketPeer peer = engineIo.webSocket();
        Wire.handshake(peer.next());
        return peer;
    }

    @Test
    void textAndBytesKeepTheirOrder() {
        WebSocketPeer peer = opened();
        peer.say("4one").say(new byte[] {0, (byte) 0xFF}).say("4two").say(new byte[0]);
        assertThat(peer.next()).isEqualTo("4one");
        assertThat(peer.nextBytes()).containsExactly(0, 0xFF);
        assertThat(peer.next()).isEqualTo("4two");
        assertThat(peer.nextBytes()).isEmpty();
    }

    @Test
    void bytesMayComeAsBase64() {
        assertThat(opened().say("bAQID").nextBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void packetsThatAreGluedTogetherAreOneMessage() {
        assertThat(opened().say("4one\u001e4two").next()).isEqualTo("4one\u001e4two");
    }

    @Test
    void fragmentsAreOneMessage() {
        WebSocketPeer peer = opened();
        peer.connection()
                .send(ClientFrame.of(ClientFrame.TEXT, "4hel".getBytes(StandardCharsets.UTF_8)))
                .send(ClientFrame.ping("meanwhile"))
                .send(ClientFrame.of(
                        ClientFrame.FINAL | ClientFrame.CONTINUATION, "lo".getBytes(StandardCharsets.UTF_8)));
        assertThat(peer.connection().frame().pong()).asString().isEqualTo("meanwhile");
        assertThat(peer.next()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "b===", "1x", "2", "2probe"})
    void whatIsNoPacketEndsTheSession(String message) {
        opened().say(message).expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0{\"sid\":\"mine\"}", "3", "3 unasked", "5", "6"})
    void packetsWithoutAMeaningAreIgnored(String message) {
        assertThat(opened().say(message).say("4hello").next()).isEqualTo("4hello");
    }

    @Test
    void theLargestMessageIsHeardAndALargerOneIsNot() {
        WebSocketPeer peer = opened();
        assertThat(peer.say("4" + "x".repeat(999_999)).next()).hasSize(1_000_000);
        peer.connection().send(ClientFrame.headWithLongLength(ClientFrame.FINAL | ClientFrame.TEXT, 1_000_001));
        assertThat(peer.connection().frame().payload())
                .as("the code 1009 without words")
                .containsExactly(0x03, 0xF1);
    }

    @Test
    void textThatIsNotUtf8EndsTheSession() {
        WebSocketPeer peer = opened();
        peer.connection().send(ClientFrame.of(ClientFrame.FINAL | ClientFrame.TEXT, new byte[] {'4', (byte) 0xFF}));
        peer.expectClose(1007);
    }

    @Test
    void aViolationOfTheWebSocketProtocolEndsTheSession() {
        WebSocketPeer peer = opened();
        peer.connection().send(ClientFrame.unmasked(ClientFrame.FINAL | ClientFrame.TEXT, new byte[] {'4'}));
        peer.expectClose(1002);
    }

    @Test
    void noExtensionIsAgreedOn() {
        RawResponse answer = engineIo.askWebSocket(
                WEB_SOCKET, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    void theHandshakePacketMayComeInOnePieceWithTheAnswer() {
        RawConnection connection = engineIo.connect();
        connection.upgraded("/engine.io/?" + WEB_SOCKET);
        assertThat(connection.frame().text()).startsWith("0{").contains("\"upgrades\":[]");
    }

    @Test
    void whatFollowsTheRequestAtOnceIsHeardAsAMessage() {
        RawConnection connection = engineIo.connect();
        connection.send(ClientFrame.concat(
                RawConnection.upgradeRequest("/engine.io/?" + WEB_SOCKET).getBytes(StandardCharsets.ISO_8859_1),
                ClientFrame.text("4early")));
        assertThat(connection.head().status()).isEqualTo(101);
        assertThat(connection.frame().text()).startsWith("0{");
        assertThat(connection.frame().text()).isEqualTo("4early");
    }

    @Test
    void aSecondWebSocketForASessionThatBeganOnOneIsClosed() {
        WebSocketPeer peer = engineIo.webSocket();
        String sid = Wire.handshake(peer.next()).members().get("sid").asString();
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
        engineIo.webSocket(sid).expectClose(1008);
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
    }
}
