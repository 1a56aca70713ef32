package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.socketio.SocketIoPacket;
import io.queuewire.testkit.ManualExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a client leaves namespaces, and how the server takes it out of them. */
class SocketIoDisconnectTest {

    private final List<String> counted = new ArrayList<>();
    private final SessionMetrics metrics = new SessionMetrics() {
        @Override
        public void opened(String protocol) {
            counted.add("opened " + protocol);
        }

        @Override
        public void closed(String protocol, DisconnectReason reason) {
            counted.add("closed " + protocol + " " + reason.label());
        }
    };
    private final RecordingHandler handler = new RecordingHandler();
    private final List<SocketIoSession> sessions = new ArrayList<>();
    private final SocketIoConversation client = new SocketIoConversation(
            (session, request) -> {
                sessions.add(session);
                return handler;
            },
            metrics,
            new ManualExecutor());

    @Test
    void aClientLeavesOneNamespaceAndStaysInTheOther() {
        client.say("40", "40/orders,").news();
        assertThat(client.say("41/orders,").news()).isEmpty();
        client.say("42[\"x\"]");
        assertThat(handler.news()).endsWith("left /orders", "event / x []");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aClientThatComesBackHasAnotherId() {
        client.say("40");
        String before = handler.client("/").sid();
        client.say("41", "40");
        assertThat(handler.client("/").sid()).isNotEqualTo(before);
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aPacketForANamespaceThatWasLeftClosesTheConnection() {
        client.say("40", "41", "42[\"x\"]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void theServerMayTakeAClientOutOfANamespace() {
        client.say("40", "40/orders,").news();
        handler.client("/orders").disconnect();
        handler.client("/").disconnect();
        assertThat(client.news()).containsExactly("41/orders,", "41");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aClientIsTakenOutOnce() {
        client.say("40").news();
        SocketIoClient main = handler.client("/");
        main.disconnect();
        main.disconnect();
        assertThat(client.news()).containsExactly("41");
        assertThat(handler.news()).endsWith("left /");
    }

    @Test
    void theServerMayEndTheWholeConnection() {
        client.say("40", "40/orders,").news();
        sessions.getFirst().disconnectAll();
        assertThat(client.news()).containsExactlyInAnyOrder("41", "41/orders,");
        assertThat(client.closed()).contains(DisconnectReason.SERVER_CLOSED);
        assertThat(handler.news()).contains("left /", "left /orders");
    }

    @Test
    void aLostConnectionLeavesEveryNamespace() {
        client.say("40", "40/orders,");
        client.drop();
        assertThat(handler.news()).contains("left /", "left /orders");
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void whatIsSentToAClientThatHasLeftDoesNotReachItsSuccessor() {
        client.say("40");
        SocketIoClient gone = handler.client("/");
        client.say("41", "40").news();
        gone.emit(SocketIoPacket.Event.of(gone.namespace(), "late", List.of()));
        gone.ack(SocketIoPacket.Ack.of(gone.namespace(), 1, List.of()));
        gone.disconnect();
        assertThat(client.news()).isEmpty();
    }

    @Test
    void aConnectionIsCountedWhenItOpensAndWhenItEnds() {
        client.say("40");
        client.drop();
        assertThat(counted).containsExactly("opened socketio", "closed socketio connection_lost");
    }
}
