package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.RecordingPoll;
import io.queuewire.testkit.RecordingTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session goes over from polling to WebSocket. */
class UpgradeTest {

    /** Short enough that no first ping comes before it: see {@link Heartbeat.Schedule#untilFirstPing}. */
    private static final Duration UPGRADE_TIMEOUT = Duration.ofMillis(100);

    private static final Duration INSTANT = Duration.ofNanos(1);

    private final PollingSession client = new PollingSession();
    private final RecordingTransport webSocket = new RecordingTransport();

    @Test
    void aProbeIsAnswered() {
        begin();
        say("2probe");
        assertThat(webSocket.sent()).containsExactly("3probe");
    }

    @Test
    void aHeldGetIsSentAwayAtTheProbe() {
        RecordingPoll poll = client.get();
        begin();
        assertThat(poll.isHeld()).isTrue();
        say("2probe");
        assertThat(poll.packets()).containsExactly("6");
    }

    @Test
    void laterGetsAreSentAwayTooUntilTheClientConfirms() {
        probe();
        assertThat(client.get().packets()).containsExactly("6");
        assertThat(client.get().packets()).containsExactly("6");
    }

    @Test
    void untilTheClientConfirmsMessagesGoOverPolling() {
        probe();
        client.session.send("one");
        assertThat(webSocket.news()).isEmpty();
        assertThat(client.get().packets()).containsExactly("4one");
        assertThat(client.post("4two")).isTrue();
        assertThat(client.listener.heard()).containsExactly("two");
    }

    @Test
    void whatStillWaitsGoesOverTheWebSocketBeforeAnythingNewer() {
        probe();
        client.session.send("one");
        client.session.send(new byte[] {1});
        say("5");
        client.session.send("two");
        assertThat(webSocket.news()).containsExactly("4one", "bAQ==", "4two");
    }

    @Test
    void broadcastsThatWaitAreHandedOverToo() {
        probe();
        client.session.write(
                client.format.encode(PushMessage.of("/", Audience.EVERYONE, "a", RawJson.number(1)), "position"));
        client.session.flush();
        say("5");
        assertThat(webSocket.news()).containsExactly("42[\"a\",1]");
    }

    @Test
    void aPingThatWaitsIsHandedOverAndAnsweredThere() {
        client.executor.advanceToNextTask();
        probe();
        say("5");
        assertThat(webSocket.news()).containsExactly("2");
        say("3");
        client.executor.advance(PollingSession.TIMEOUT);
        assertThat(client.listener.closed()).isEmpty();
    }

    @Test
    void afterTheUpgradeTheSessionSpeaksOverTheWebSocketOnly() {
        upgrade();
        say("4hello");
        client.session.send("hello yourself");
        assertThat(client.listener.heard()).containsExactly("hello");
        assertThat(webSocket.news()).containsExactly("4hello yourself");
        assertThat(client.session.isPolling()).isFalse();
        assertThat(client.session.format()).isEqualTo(webSocket.format());
    }

    @Test
    void aPostThatArrivesAfterTheUpgradeIsNotHeard() {
        upgrade();
        client.post("4late");
        assertThat(client.listener.heard()).isEmpty();
    }

    @Test
    void aGetThatIsHeldAsTheClientConfirmsIsSentAway() {
        begin();
        say("2probe");
        RecordingPoll poll = client.get();
        say("5");
        assertThat(poll.packets()).containsExactly("6");
    }

    @Test
    void theHeartbeatGoesOnOverTheWebSocket() {
        upgrade();
        client.executor.advanceToNextTask();
        assertThat(webSocket.news()).containsExactly("2");
        say("3");
        client.executor.advance(PollingSession.INTERVAL);
        assertThat(webSocket.news()).containsExactly("2");
        client.executor.advance(PollingSession.TIMEOUT);
        assertThat(client.listener.closed()).contains(DisconnectReason.PING_TIMEOUT);
        assertThat(webSocket.closed()).contains(DisconnectReason.PING_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4hello", "3probe", "2", "2other", "1", "6", "bAQ=="})
    void anythingElseThanAProbeClosesTheWebSocketAndLeavesPollingAlone(String packet) {
        begin();
        say(packet);
        assertThat(webSocket.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertPollingGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4hello", "3", "1", "6"})
    void anythingElseThanAConfirmationBehindTheProbeClosesTheWebSocketAndLeavesPollingAlone(String packet) {
        probe();
        say(packet);
        assertThat(webSocket.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertPollingGoesOn();
    }

    @Test
    void aWebSocketThatDropsBeforeTheProbeLeavesPollingAlone() {
        begin();
        drop();
        assertPollingGoesOn();
    }

    @Test
    void aWebSocketThatDropsAfterTheProbeLeavesPollingAlone() {
        probe();
        drop();
        assertPollingGoesOn();
    }

    @Test
    void aWebSocketThatDoesNotGoOnInTimeIsClosedAndLeavesPollingAlone() {
        probe();
        client.executor.advance(UPGRADE_TIMEOUT.minus(INSTANT));
        assertThat(webSocket.closed()).isEmpty();
        client.executor.advance(INSTANT);
        assertThat(webSocket.closed()).contains(DisconnectReason.DEADLINE);
        assertPollingGoesOn();
    }

    @Test
    void aFailedUpgradeMayBeTriedAgain() {
        probe();
        drop();
        RecordingTransport second = new RecordingTransport();
        assertThat(client.session.beginUpgrade(second, UPGRADE_TIMEOUT)).isTrue();
        client.session.receive(EngineIoCodec.decodeText("2probe"), second);
        client.session.receive(EngineIoCodec.decodeText("5"), second);
        client.session.send("hello");
        assertThat(second.sent()).containsExactly("3probe", "4hello");
    }

    @Test
    void aSecondWebSocketIsNotWantedWhileAnUpgradeIsUnderWay() {
        probe();
        assertThat(client.session.beginUpgrade(new RecordingTransport(), UPGRADE_TIMEOUT))
                .isFalse();
        say("5");
        assertThat(client.session.isPolling()).isFalse();
    }

    @Test
    void aSecondWebSocketIsNotWantedAfterTheUpgrade() {
        upgrade();
        assertThat(client.session.beginUpgrade(new RecordingTransport(), UPGRADE_TIMEOUT))
                .isFalse();
        say("4still here");
        assertThat(client.listener.heard()).containsExactly("still here");
    }

    @Test
    void aWebSocketIsNotWantedAfterTheEnd() {
        client.session.close(DisconnectReason.SERVER_CLOSED, "enough");
        assertThat(client.session.beginUpgrade(webSocket, UPGRADE_TIMEOUT)).isFalse();
    }

    @Test
    void theEndOfTheSessionEndsTheUpgradeToo() {
        RecordingPoll poll = client.get();
        begin();
        client.session.close(DisconnectReason.RESTARTING, "the relay stops");
        assertThat(webSocket.closed()).contains(DisconnectReason.RESTARTING);
        assertThat(poll.packets()).containsExactly("1");
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void theLossOfTheWebSocketAfterTheUpgradeEndsTheSession() {
        upgrade();
        drop();
        assertThat(client.listener.closed()).contains(DisconnectReason.CONNECTION_LOST);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void noTimerOfTheUpgradeIsLeftWhenItIsOver() {
        int before = client.executor.scheduledTasks();
        upgrade();
        assertThat(client.executor.scheduledTasks()).isEqualTo(before);
    }

    @Test
    void whereverTheClientConfirmsNothingIsLostDoubledOrReordered() {
        List<String> expected = List.of("40", "41", "42", "43", "44", "45");
        for (int confirmedBefore = 0; confirmedBefore <= expected.size(); confirmedBefore++) {
            UpgradeTest run = new UpgradeTest();
            assertThat(run.numberedEvents(confirmedBefore))
                    .as("confirmed before message %s", confirmedBefore)
                    .isEqualTo(expected);
        }
    }

    /** Six numbered messages, with a GET after each while the client polls. */
    private List<String> numberedEvents(int confirmedBefore) {
        List<String> received = new ArrayList<>();
        probe();
        for (int number = 0; number < 6; number++) {
            if (number == confirmedBefore) {
                say("5");
            }
            client.session.send(Integer.toString(number));
            if (number % 2 == 1 && client.session.isPolling()) {
                received.addAll(client.get().packets());
            }
        }
        if (client.session.isPolling()) {
            say("5");
        }
        received.addAll(webSocket.news());
        return received;
    }

    private void begin() {
        assertThat(client.session.beginUpgrade(webSocket, UPGRADE_TIMEOUT)).isTrue();
    }

    private void probe() {
        begin();
        say("2probe");
        assertThat(webSocket.news()).containsExactly("3probe");
    }

    private void upgrade() {
        probe();
        say("5");
    }

    private void say(String packet) {
        client.session.receive(EngineIoCodec.decodeText(packet), webSocket);
    }

    private void drop() {
        client.session.transportClosed(webSocket, DisconnectReason.CONNECTION_LOST, "reset");
    }

    private void assertPollingGoesOn() {
        assertThat(client.listener.closed()).isEmpty();
        assertThat(client.session.isPolling()).isTrue();
        RecordingPoll poll = client.get();
        assertThat(poll.isHeld()).as("polls are held again").isTrue();
        assertThat(client.post("4hello")).isTrue();
        assertThat(client.listener.heard()).containsExactly("hello");
        client.session.send("hello yourself");
        assertThat(poll.packets()).containsExactly("4hello yourself");
    }
}
