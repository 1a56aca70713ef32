package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.ServerFrame;
import io.queuewire.transport.TransportKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to WebSocket: nothing is lost, doubled or reordered, and what goes wrong leaves polling as it was. */
@OnEachTransport
class UpgradeIT extends CasesGround {

    private static final Duration LONG = Duration.ofHours(1);

    private final TransportKind kind;

    UpgradeIT(TransportKind kind) {
        this.kind = kind;
    }

    private static void expectPollingGoesOn(PollingPeer peer) {
        peer.say("4still polling");
        assertThat(peer.poll()).isEqualTo("4still polling");
    }

    @Test
    void aHeldGetIsSentAwayByTheProbe() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        WebSocketPeer webSocket = peer.probe();
        assertThat(held.response().text()).isEqualTo("6");
        assertThat(webSocket.say("5").say("4hello").next()).isEqualTo("4hello");
    }

    @Test
    void whileTheProbeIsAnsweredEveryGetIsSentAway() {
        PollingPeer peer = engineIo.poll();
        peer.probe();
        assertThat(peer.poll()).isEqualTo("6");
        assertThat(peer.poll()).isEqualTo("6");
    }

    @Test
    void whatWaitsGoesOverTheWebSocketBeforeAnythingNewer() {
        PollingPeer peer = engineIo.poll();
        peer.say("4one", "bAQI=");
        WebSocketPeer webSocket = peer.probe();
        peer.say("4two");
        webSocket.sayAtOnce("5", "4three");

        assertThat(webSocket.next()).isEqualTo("4one");
        assertThat(webSocket.nextBytes()).containsExactly(1, 2);
        assertThat(webSocket.next(2)).containsExactly("4two", "4three");
    }

    @Test
    void whatTheGetTookDoesNotComeAgain() {
        PollingPeer peer = engineIo.poll();
        WebSocketPeer webSocket = peer.probe();
        peer.say("4one");
        assertThat(peer.poll()).isEqualTo("4one");
        assertThat(webSocket.say("5").say("4two").next()).isEqualTo("4two");
    }

    @Test
    void ofManyMessagesUnderWayNoneIsLostDoubledOrReordered() {
        for (int round = 0; round < 10; round++) {
            PollingPeer peer = engineIo.poll();
            List<String> received = new ArrayList<>();
            peer.say(numbers(0, 20));
            WebSocketPeer webSocket = peer.probe();
            if (round % 2 == 0) {
                received.addAll(peer.packets());
            }
            peer.say(numbers(20, 40));
            webSocket.say("5");
            for (String message : numbers(40, 60)) {
                webSocket.say(message);
            }
            received.addAll(webSocket.next(60 - received.size()));
            assertThat(received).containsExactly(numbers(0, 60));
            assertThat(webSocket.everythingUntilNow()).isEmpty();
        }
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "4" + i).toArray(String[]::new);
    }

    @Test
    void aLostWebSocketLeavesPollingAsItWasAndAnotherMayTry() {
        PollingPeer peer = engineIo.poll();
        peer.probe().connection().reset();
        // Until the server has noticed, another one is sent away.
        await().until(() -> engineIo.webSocket(peer.sid())
                        .say("2probe")
                        .connection()
                        .frame()
                        .first()
                != ServerFrame.CLOSE);
        expectPollingGoesOn(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4hello", "2", "3probe", "2other", "1", "abc", ""})
    void anotherFirstMessageThanTheProbeEndsTheWebSocketAlone(String message) {
        PollingPeer peer = engineIo.poll();
        engineIo.webSocket(peer.sid()).say(message).expectClose(1002);
        expectPollingGoesOn(peer);
    }

    @Test
    void bytesInsteadOfTheProbeEndTheWebSocketAlone() {
        PollingPeer peer = engineIo.poll();
        engineIo.webSocket(peer.sid()).say(new byte[] {1}).expectClose(1002);
        expectPollingGoesOn(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4hello", "6"})
    void anotherSecondMessageEndsTheWebSocketAlone(String message) {
        PollingPeer peer = engineIo.poll();
        peer.probe().say(message).expectClose(1002);
        expectPollingGoesOn(peer);
    }

    @Test
    void aSecondWebSocketIsClosedWhileTheFirstTakesOver() {
        PollingPeer peer = engineIo.poll();
        WebSocketPeer first = peer.probe();
        engineIo.webSocket(peer.sid()).expectClose(1008);
        assertThat(first.say("5").say("4hello").next()).isEqualTo("4hello");
    }

    @Test
    void whoDoesNotConfirmInTimeGoesOnPollingAndMayTryAgain() {
        Profile.Timing impatient = new Profile.Timing(LONG, LONG, Duration.ofMillis(100), LONG);
        try (ConformanceServer server = ConformanceServer.start(Profile.CASES.with(impatient), kind);
                Wire wire = new Wire(server.port(), "/engine.io/")) {
            PollingPeer peer = wire.poll();
            peer.probe().expectClose(1008);
            expectPollingGoesOn(peer);
            wire.webSocket(peer.sid()).expectClose(1008);
            expectPollingGoesOn(peer);
        }
    }

    @Test
    void aWebSocketMayTakeOverInOnePiece() {
        PollingPeer peer = engineIo.poll();
        WebSocketPeer webSocket = engineIo.webSocket(peer.sid());
        webSocket.sayAtOnce("2probe", "5", "4hello");
        assertThat(webSocket.next(2)).containsExactly("3probe", "4hello");
    }

    @Test
    void afterTheUpgradeRequestsGetCode3AndTheSessionLives() {
        PollingPeer peer = engineIo.poll();
        WebSocketPeer webSocket = peer.upgrade();
        assertThat(webSocket.say("4hello").next()).isEqualTo("4hello");

        assertThat(peer.get().text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(peer.post("4hello").text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(webSocket.say("4still here").next()).isEqualTo("4still here");
    }

    @Test
    void theSessionEndsWithItsWebSocket() {
        PollingPeer peer = engineIo.poll();
        WebSocketPeer webSocket = peer.upgrade();
        assertThat(webSocket.say("4hello").next()).isEqualTo("4hello");
        webSocket.connection().send(ClientFrame.close(1000));
        webSocket.expectClose(1000);
        peer.expectUnknown();
    }

    @Test
    void aSocketIoClientKeepsItsPlaceThroughTheUpgrade() {
        PollingPeer peer = socketIo.poll();
        peer.say("40{\"token\":1}");
        // What follows the answer comes with it or after it: then it waits for the next request or for the WebSocket.
        List<String> packets = new ArrayList<>(peer.packets());
        WebSocketPeer webSocket = peer.upgrade();
        webSocket.say("42[\"message\",1]");
        packets.addAll(webSocket.next(3 - packets.size()));
        assertThat(packets.removeFirst()).startsWith("40{\"sid\":");
        assertThat(packets).containsExactly("42[\"auth\",{\"token\":1}]", "42[\"message-back\",1]");
    }
}
