package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT, CONNECT_ERROR and DISCONNECT of Socket.IO. */
@OnEachTransport
class NamespacesIT extends CasesGround {

    NamespacesIT(TransportKind kind) {}

    private static String sid(String connected) {
        RawJson answer = RawJson.parse(connected.substring(connected.indexOf('{')), JsonLimits.CLIENT);
        assertThat(answer.members()).containsOnlyKeys("sid");
        return answer.members().get("sid").asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/,"})
    void theMainNamespaceHasTwoSpellings(String packet) {
        WebSocketPeer peer = connected().say(packet);
        assertThat(peer.next()).startsWith("40{\"sid\":\"");
        assertThat(peer.next()).isEqualTo("42[\"auth\",{}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom", "40/custom,", "40/custom,{}"})
    void anyOtherNamespaceStandsInEveryPacket(String packet) {
        WebSocketPeer peer = connected().say(packet);
        assertThat(peer.next()).startsWith("40/custom,{\"sid\":\"");
        assertThat(peer.next()).isEqualTo("42/custom,[\"auth\",{}]");
    }

    @Test
    void aCommaInTheCredentialsIsNoEndOfTheName() {
        WebSocketPeer peer = connected().say("40/custom,{\"a\":\"1,2\",\"b\":[3,4]}");
        peer.next();
        assertThat(peer.next()).isEqualTo("42/custom,[\"auth\",{\"a\":\"1,2\",\"b\":[3,4]}]");
    }

    @Test
    void theIdDiffersByNamespaceAndFromTheSecretOne() {
        WebSocketPeer peer = socketIo.webSocket();
        String secret = Wire.handshake(peer.next()).members().get("sid").asString();
        peer.say("40");
        String main = sid(peer.next());
        peer.next();
        peer.say("40/custom");
        String custom = sid(peer.next());

        assertThat(main).isNotEqualTo(custom).isNotEqualTo(secret);
        assertThat(custom).isNotEqualTo(secret);
        assertThat(socketIo.get("EIO=4&transport=polling&sid=" + main).text()).contains("\"code\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/random", "/custom?x=1", "/Custom", "/dyn-", "/dyn-1x", "/custom/"})
    void anUnknownNamespaceIsRefusedAndTheConnectionStays(String namespace) {
        WebSocketPeer peer = connected().say("40" + namespace);
        assertThat(peer.next()).isEqualTo("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
        assertThat(peer.say("40").next()).startsWith("40{");
    }

    @Test
    void aRefusalByTheApplicationHasItsReasonsAndTheClientMayTryAgain() {
        WebSocketPeer peer = connected().say("40{\"fail\":1}");
        assertThat(peer.next()).isEqualTo("44{\"message\":\"bad auth\",\"data\":{\"code\":7}}");
        assertThat(peer.say("40{\"ok\":1}").next()).startsWith("40{");
        assertThat(peer.next()).isEqualTo("42[\"auth\",{\"ok\":1}]");
    }

    @Test
    void namespacesMayBeAPattern() {
        WebSocketPeer peer = connected().say("40/dyn-42");
        assertThat(peer.next()).startsWith("40/dyn-42,{\"sid\":\"");
        assertThat(peer.next()).isEqualTo("42/dyn-42,[\"hi\",\"/dyn-42\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40[]", "40\"x\"", "401", "40null", "40true", "40{", "40{}x", "40/custom,[]", "401{}"})
    void credentialsOfAnyOtherKindCloseTheConnection(String packet) {
        connected().say(packet).expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"message\"]", "41", "430[]", "451-[\"message\"]", "44{\"message\":\"no\"}", "4"})
    void whoSaysAnythingElseFirstIsClosed(String packet) {
        connected().say(packet).expectClose(1002);
    }

    @Test
    void bytesBeforeConnectCloseTheConnection() {
        connected().say(new byte[] {1}).expectClose(1002);
    }

    @Test
    void aSecondConnectClosesTheConnection() {
        joined().say("40").expectClose(1002);
    }

    @Test
    void aSecondConnectInTheSamePieceClosesTheConnectionToo() {
        WebSocketPeer peer = connected();
        peer.sayAtOnce("40", "40");
        assertThat(peer.next()).startsWith("40{");
        peer.expectClose(1002);
    }

    @Test
    void whoLeavesAndComesBackAtOnceHasAnotherId() {
        WebSocketPeer peer = connected();
        peer.sayAtOnce("40", "41", "40");
        assertThat(sid(peer.next())).isNotEqualTo(sid(peer.next()));
        assertThat(peer.next()).isEqualTo("42[\"auth\",{}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42/custom,[\"message\"]", "41/custom", "43/custom,0[]", "42/nowhere,[\"message\"]"})
    void aPacketForANamespaceThatWasNotJoinedClosesTheConnection(String packet) {
        joined().say(packet).expectClose(1002);
    }

    @Test
    void aPacketForANamespaceThatWasLeftClosesTheConnection() {
        WebSocketPeer peer = joined();
        peer.sayAtOnce("41", "42[\"message\"]");
        peer.expectClose(1002);
    }

    @Test
    void theServerTakesAClientOutOfANamespaceAndTheConnectionStays() {
        WebSocketPeer peer = joined().say("42[\"kick\"]");
        assertThat(peer.next()).isEqualTo("41");
        assertThat(peer.say("40").next()).startsWith("40{");
    }

    @Test
    void aRefusalDoesNotStopTheClockOfWhoJoinsNothing() {
        try (Wire hurried = hurried("/socket.io/")) {
            WebSocketPeer peer = hurried.webSocket();
            Wire.handshake(peer.next());
            assertThat(peer.say("40/random").next()).startsWith("44/random,");
            peer.answerPingsUntilClose(1008);
        }
    }

    @Test
    void whoHasJoinedOnceMayLeaveEverything() {
        try (Wire hurried = hurried("/socket.io/")) {
            WebSocketPeer peer = hurried.webSocket();
            Wire.handshake(peer.next());
            peer.sayAtOnce("40", "41");
            assertThat(peer.next()).startsWith("40{");
            // A ping, its pong and the next ping take longer than the time to join something.
            assertThat(peer.next()).isEqualTo("2");
            assertThat(peer.say("3").next()).isEqualTo("2");
        }
    }
}
