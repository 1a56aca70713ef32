package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.Test;

/** How either side ends a session, over both transports. */
@OnEachTransport
class ClosingIT extends CasesGround {

    ClosingIT(TransportKind kind) {}

    private PollingPeer joinedByPolling() {
        PollingPeer peer = socketIo.poll();
        peer.say("40", "42[\"message\",0]");
        assertThat(peer.packets().getLast()).isEqualTo("42[\"message-back\",0]");
        return peer;
    }

    @Test
    void aClientThatPollsSaysSo() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        peer.say("1");
        assertThat(held.response().text()).isEqualTo("6");
        peer.expectUnknown();
    }

    @Test
    void aClientThatPollsMaySaySomethingBefore() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        peer.say("4last words", "1");
        assertThat(held.response().text()).isEqualTo("4last words");
        peer.expectUnknown();
    }

    @Test
    void aClientOnAWebSocketSaysSoWithAPacket() {
        WebSocketPeer peer = engineIo.webSocket();
        Wire.handshake(peer.next());
        peer.say("1").expectClose(1000);
    }

    @Test
    void aClientOnAWebSocketSaysSoWithACloseFrame() {
        WebSocketPeer peer = engineIo.webSocket();
        Wire.handshake(peer.next());
        peer.connection().send(ClientFrame.close(1000));
        peer.expectClose(1000);
        peer.connection().expectEnd();
    }

    @Test
    void theServerTellsAHeldGet() {
        PollingPeer peer = joinedByPolling();
        RawConnection held = peer.hold();
        peer.say("42[\"kickall\"]");
        assertThat(held.response().text()).isEqualTo("41");
        assertThat(peer.poll()).isEqualTo("1");
        peer.expectUnknown();
    }

    @Test
    void theServerTellsTheNextGetAfterAllThatWaits() {
        PollingPeer peer = joinedByPolling();
        peer.say("42[\"message\",1]", "42[\"kickall\"]");
        assertThat(peer.packets()).containsExactly("42[\"message-back\",1]", "41", "1");
        peer.expectUnknown();
    }

    @Test
    void theServerTellsAWebSocketAfterAllThatWasSaid() {
        WebSocketPeer peer = joined();
        peer.sayAtOnce("42[\"message\",1]", "42[\"kickall\"]");
        assertThat(peer.next(2)).containsExactly("42[\"message-back\",1]", "41");
        peer.expectClose(1000);
    }
}
