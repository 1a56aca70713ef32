package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The thirty-two cases of the official Socket.IO suite, in our own words. */
@OnEachTransport
class SocketIoSuiteIT extends EngineIoCases {

    private static final String TWO_PLACEHOLDERS =
            "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

    SocketIoSuiteIT(TransportKind kind) {
        super("/socket.io/");
    }

    @Override
    void expectAlive(WebSocketPeer webSocket) {
        join(webSocket, "40", "42[\"auth\",{}]");
    }

    private static void join(WebSocketPeer peer, String connect, String greeting) {
        peer.say(connect);
        assertThat(peer.next()).matches("40(/custom,)?\\{\"sid\":\"[^\"]{10,}\"}");
        assertThat(peer.next()).isEqualTo(greeting);
    }

    private WebSocketPeer opened() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        return peer;
    }

    private WebSocketPeer joined() {
        WebSocketPeer peer = opened();
        join(peer, "40", "42[\"auth\",{}]");
        return peer;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "40                       | 42[\"auth\",{}]",
                "40{\"token\":\"123\"}    | 42[\"auth\",{\"token\":\"123\"}]",
                "40/custom,               | 42/custom,[\"auth\",{}]",
                "40/custom,{\"token\":\"abc\"} | 42/custom,[\"auth\",{\"token\":\"abc\"}]"
            })
    void aClientJoinsANamespaceAndTellsWhoItIs(String connect, String greeting) {
        join(opened(), connect, greeting);
    }

    @Test
    void aNamespaceThatDoesNotExistIsRefused() {
        assertThat(opened().say("40/random").next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void whoDoesNotJoinProperlyIsClosed() {
        opened().say("4abc").expectClose(1002);
    }

    @Test
    void whoDoesNotJoinInTimeIsClosed() {
        WebSocketPeer peer = hurried.webSocket();
        Wire.handshake(peer.next());
        peer.answerPingsUntilClose(1008);
    }

    @Test
    void whoLeavesTheMainNamespaceStaysConnected() {
        WebSocketPeer peer = hurried.webSocket();
        Wire.handshake(peer.next());
        peer.sayAtOnce("40", "41");
        assertThat(peer.next()).startsWith("40{");
        assertThat(peer.next()).isEqualTo("2");
    }

    @Test
    void whoLeavesOneNamespaceStaysInTheOther() {
        WebSocketPeer peer = joined();
        join(peer, "40/custom", "42/custom,[\"auth\",{}]");
        peer.say("41/custom").say("42[\"message\",\"message to main namespace\"]");
        assertThat(peer.next()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
    }

    @Test
    void anEventComesBack() {
        assertThat(joined().say("42[\"message\",1,\"2\",{\"3\":[true]}]").next())
                .isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
    }

    @Test
    void anEventWithAttachmentsComesBack() {
        WebSocketPeer peer = joined();
        peer.say("452-[\"message\"," + TWO_PLACEHOLDERS + "]")
                .say(new byte[] {1, 2, 3})
                .say(new byte[] {4, 5, 6});

        assertThat(peer.next()).isEqualTo("452-[\"message-back\"," + TWO_PLACEHOLDERS + "]");
        assertThat(peer.nextBytes()).containsExactly(1, 2, 3);
        assertThat(peer.nextBytes()).containsExactly(4, 5, 6);
    }

    @Test
    void anEventIsAcknowledged() {
        assertThat(joined().say("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]")
                        .next())
                .isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
    }

    @Test
    void anEventWithAttachmentsIsAcknowledged() {
        WebSocketPeer peer = joined();
        peer.say("452-789[\"message-with-ack\"," + TWO_PLACEHOLDERS + "]")
                .say(new byte[] {1, 2, 3})
                .say(new byte[] {4, 5, 6});

        assertThat(peer.next()).isEqualTo("462-789[" + TWO_PLACEHOLDERS + "]");
        assertThat(peer.nextBytes()).containsExactly(1, 2, 3);
        assertThat(peer.nextBytes()).containsExactly(4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void whatIsNoPacketClosesTheConnection(String message) {
        joined().say(message).expectClose(1002);
    }
}
