package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.Revision;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingListener;
import io.queuewire.testkit.RecordingTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session on one connection; {@link UpgradeTest} has those that change it. */
class EngineIoSessionTest {

    private static final Duration INTERVAL = Duration.ofSeconds(25);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Handshake HANDSHAKE =
            new Handshake(Revision.FOUR, "secret", List.of(), INTERVAL, TIMEOUT, 65_536);

    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingTransport transport = new RecordingTransport();
    private final RecordingListener listener = new RecordingListener();
    private final EngineIoSession session =
            EngineIoSession.open(transport, HANDSHAKE, executor, known -> {}, opened -> listener);

    @Test
    void theHandshakeComesFirst() {
        assertThat(transport.sent()).containsExactly("0" + HANDSHAKE.json());
    }

    @Test
    void whoKeepsSessionsKnowsOneBeforeItsClientDoes() {
        RecordingTransport other = new RecordingTransport();
        EngineIoSession.open(
                other, HANDSHAKE, executor, known -> assertThat(other.sent()).isEmpty(), opened -> listener);
        assertThat(other.sent()).hasSize(1);
    }

    @Test
    void whatTheProtocolAboveSaysAtOnceComesBehindTheHandshake() {
        RecordingTransport other = new RecordingTransport();
        EngineIoSession.open(other, HANDSHAKE, executor, known -> {}, opened -> {
            opened.send("hi");
            return listener;
        });
        assertThat(other.sent()).containsExactly("0" + HANDSHAKE.json(), "4hi");
    }

    @Test
    void messagesAreHeardInTheirOrder() {
        receive(new Message("one"));
        receive(new Binary(new byte[] {1, 2}));
        receive(new Message(""));
        assertThat(listener.heard()).containsExactly("one", "[1, 2]", "");
    }

    @Test
    void messagesAreSentInTheirOrder() {
        transport.news();
        session.send("one");
        session.send(new byte[] {1, 2});
        session.send("two");
        assertThat(transport.news()).containsExactly("4one", "bAQI=", "4two");
    }

    @Test
    void aClientIsAskedAgainAndAgain() {
        transport.news();
        executor.advanceToNextTask();
        assertThat(transport.news()).containsExactly("2");
        receive(Pong.HEARTBEAT);
        executor.advance(INTERVAL);
        assertThat(transport.news()).containsExactly("2");
        assertThat(listener.closed()).isEmpty();
    }

    @Test
    void aClientThatDoesNotAnswerIsGone() {
        executor.advance(INTERVAL.plus(TIMEOUT));
        assertThat(listener.closed()).contains(DisconnectReason.PING_TIMEOUT);
        assertThat(transport.closed()).contains(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void otherPacketsAreNoPongs() {
        executor.advanceToNextTask();
        receive(new Message("I am busy"));
        executor.advance(TIMEOUT);
        assertThat(listener.closed()).contains(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void aClientMustNotPing() {
        receive(Ping.HEARTBEAT);
        assertThat(transport.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(listener.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void aProbeOutsideOfAnUpgradeIsAPing() {
        receive(Ping.UPGRADE_PROBE);
        assertThat(transport.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    static List<EngineIoPacket> harmless() {
        return List.of(new EngineIoPacket.Open("{}"), EngineIoPacket.UPGRADE, EngineIoPacket.NOOP);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void packetsThatMeanNothingFromAClientAreIgnored(EngineIoPacket packet) {
        receive(packet);
        receive(new Message("still here"));
        assertThat(listener.heard()).containsExactly("still here");
        assertThat(transport.closed()).isEmpty();
    }

    @Test
    void aClientCloses() {
        receive(EngineIoPacket.CLOSE);
        assertThat(transport.closed()).contains(DisconnectReason.CLIENT_CLOSED);
        assertThat(listener.closed()).contains(DisconnectReason.CLIENT_CLOSED);
    }

    @Test
    void theServerCloses() {
        session.close(DisconnectReason.SERVER_CLOSED, "enough");
        assertThat(transport.closed()).contains(DisconnectReason.SERVER_CLOSED);
        assertThat(listener.closed()).contains(DisconnectReason.SERVER_CLOSED);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aConnectionIsLost() {
        session.transportClosed(transport, DisconnectReason.CONNECTION_LOST, "reset");
        assertThat(listener.closed()).contains(DisconnectReason.CONNECTION_LOST);
        assertThat(transport.closed()).isEmpty();
    }

    @Test
    void anEndIsToldOnce() {
        session.close(DisconnectReason.SERVER_CLOSED, "enough");
        session.close(DisconnectReason.RESTARTING, "again");
        session.transportClosed(transport, DisconnectReason.CONNECTION_LOST, "reset");
        receive(EngineIoPacket.CLOSE);
        assertThat(listener.closed()).contains(DisconnectReason.SERVER_CLOSED);
        assertThat(transport.closed()).contains(DisconnectReason.SERVER_CLOSED);
    }

    @Test
    void nothingIsHeardOrSaidAfterTheEnd() {
        session.close(DisconnectReason.SERVER_CLOSED, "enough");
        transport.news();
        receive(new Message("late"));
        session.send("late");
        session.send(new byte[] {1});
        assertThat(listener.heard()).isEmpty();
        assertThat(transport.news()).isEmpty();
        assertThat(session.isReady()).isFalse();
    }

    @Test
    void noTimerIsLeftAfterTheEnd() {
        session.close(DisconnectReason.SERVER_CLOSED, "enough");
        assertThat(executor.scheduledTasks()).isZero();
    }

    @Test
    void noTimerIsLeftAfterALoss() {
        session.transportClosed(transport, DisconnectReason.CONNECTION_LOST, "reset");
        assertThat(executor.scheduledTasks()).isZero();
    }

    @Test
    void packetsOverAConnectionOfSomebodyElseAreNotHeard() {
        session.receive(new Message("not mine"), new RecordingTransport());
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void theLossOfAConnectionOfSomebodyElseMeansNothing() {
        session.transportClosed(new RecordingTransport(), DisconnectReason.CONNECTION_LOST, "reset");
        assertThat(listener.closed()).isEmpty();
    }

    @Test
    void aSessionIsAsReadyAsItsConnection() {
        assertThat(session.isReady()).isTrue();
        transport.ready(false);
        assertThat(session.isReady()).isFalse();
    }

    @Test
    void aSessionThatBeganWithAWebSocketCannotBeUpgraded() {
        assertThat(session.isPolling()).isFalse();
        assertThat(session.beginUpgrade(new RecordingTransport(), TIMEOUT)).isFalse();
    }

    private void receive(EngineIoPacket packet) {
        session.receive(packet, transport);
    }
}
