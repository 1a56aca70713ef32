package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.RecordingPoll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTransportTest {

    private static final Duration INSTANT = Duration.ofNanos(1);

    private final PollingSession client = new PollingSession();

    @Test
    void theFirstAnswerIsTheHandshakeAlone() {
        assertThat(client.first.packets()).singleElement().asString().startsWith("0{\"sid\":\"secret\"");
    }

    @Test
    void aGetIsHeldUntilThereIsSomethingToSay() {
        RecordingPoll poll = client.get();
        assertThat(poll.isHeld()).isTrue();
        client.session.send("hello");
        assertThat(poll.packets()).containsExactly("4hello");
    }

    @Test
    void whatWasSaidBetweenTwoGetsComesWithTheNextOne() {
        client.session.send("one");
        client.session.send(new byte[] {1, 2, 3, 4});
        client.session.send("two");
        assertThat(client.get().packets()).containsExactly("4one", "bAQIDBA==", "4two");
        assertThat(client.get().isHeld()).isTrue();
    }

    @Test
    void aPingEndsAGetToo() {
        RecordingPoll poll = client.get();
        client.executor.advance(PollingSession.INTERVAL);
        assertThat(poll.packets()).containsExactly("2");
    }

    @Test
    void theClientIsReadyOnlyWhileAGetIsHeld() {
        assertThat(client.session.isReady()).isFalse();
        client.get();
        assertThat(client.session.isReady()).isTrue();
        client.session.send("hello");
        assertThat(client.session.isReady()).isFalse();
    }

    @Test
    void aPostIsHeardPacketByPacket() {
        assertThat(client.post("4one\u001ebAQI=\u001e4two")).isTrue();
        assertThat(client.listener.heard()).containsExactly("one", "[1, 2]", "two");
    }

    @Test
    void aPostIsHeardWhileAGetIsHeld() {
        RecordingPoll poll = client.get();
        assertThat(client.post("4hello")).isTrue();
        assertThat(client.listener.heard()).containsExactly("hello");
        assertThat(poll.isHeld()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4one\u001e", "abc", "7", "4one\u001e\u001e4two", "b===", "1x"})
    void aMalformedPostEndsTheSession(String payload) {
        RecordingPoll poll = client.get();
        assertThat(client.post(payload)).isFalse();
        assertThat(client.listener.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(poll.packets()).containsExactly("1");
    }

    @Test
    void whatStandsBeforeABadPacketStillCounts() {
        assertThat(client.post("4one\u001e4two\u001eabc\u001e4three")).isFalse();
        assertThat(client.listener.heard()).containsExactly("one", "two");
    }

    @Test
    void whatStandsBehindACloseDoesNotCount() {
        assertThat(client.post("4one\u001e1\u001e4two")).isTrue();
        assertThat(client.listener.heard()).containsExactly("one");
        assertThat(client.listener.closed()).contains(DisconnectReason.CLIENT_CLOSED);
    }

    @Test
    void aPostOfAsManyPacketsAsAreAllowedIsHeard() {
        assertThat(client.post(packets(256))).isTrue();
        assertThat(client.listener.heard()).hasSize(256);
    }

    @Test
    void aPostOfOnePacketMoreEndsTheSession() {
        assertThat(client.post(packets(257))).isFalse();
        assertThat(client.listener.heard()).hasSize(256);
        assertThat(client.listener.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    private static String packets(int count) {
        return "4x" + "\u001e4x".repeat(count - 1);
    }

    @Test
    void aSecondGetIsRefusedAndEndsTheSession() {
        RecordingPoll held = client.get();
        RecordingPoll second = new RecordingPoll();
        assertThat(client.transport.poll(second)).isFalse();
        assertThat(held.packets()).containsExactly("1");
        assertThat(second.isHeld()).isTrue();
        assertThat(client.listener.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void aGetWhoseConnectionIsLostEndsTheSession() {
        RecordingPoll poll = client.get();
        client.transport.lost(poll);
        assertThat(client.listener.closed()).contains(DisconnectReason.CONNECTION_LOST);
        assertThat(poll.isHeld()).isTrue();
    }

    @Test
    void anAnswerThatCouldNotBeDeliveredEndsTheSession() {
        RecordingPoll poll = client.get();
        client.session.send("into the void");
        client.transport.lost(poll);
        assertThat(client.listener.closed()).contains(DisconnectReason.CONNECTION_LOST);
    }

    @Test
    void aClientThatClosesHasItsGetSentAway() {
        RecordingPoll poll = client.get();
        assertThat(client.post("1")).isTrue();
        assertThat(poll.packets()).containsExactly("6");
        assertThat(client.listener.closed()).contains(DisconnectReason.CLIENT_CLOSED);
    }

    @Test
    void aServerThatClosesSaysSoToTheHeldGet() {
        RecordingPoll poll = client.get();
        client.session.close(DisconnectReason.SERVER_CLOSED, "enough");
        assertThat(poll.packets()).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_CLOSED", "RESTARTING"})
    void aServerThatEndsAnIntactConversationSaysSoToTheNextGet(DisconnectReason reason) {
        AtomicInteger forgotten = new AtomicInteger();
        client.session.send("last words");
        client.session.close(reason, "enough");
        client.transport.whenSilent(forgotten::incrementAndGet);
        assertThat(forgotten).hasValue(0);

        assertThat(client.get().packets()).containsExactly("4last words", "1");
        assertThat(forgotten).hasValue(1);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void lastWordsDoNotWaitForEver() {
        AtomicInteger forgotten = new AtomicInteger();
        client.session.close(DisconnectReason.SERVER_CLOSED, "enough");
        client.transport.whenSilent(forgotten::incrementAndGet);
        client.executor.advance(PollingSession.STALL);
        assertThat(forgotten).hasValue(1);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SERVER_CLOSED", "RESTARTING"})
    void aSessionThatIsBrokenHasNoLastWords(DisconnectReason reason) {
        AtomicInteger forgotten = new AtomicInteger();
        client.session.send("too late");
        client.session.close(reason, "broken");
        client.transport.whenSilent(forgotten::incrementAndGet);
        assertThat(forgotten).hasValue(1);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void onceItIsSilentAGetWouldWaitForEver() {
        assertThat(client.transport.isSilent()).isFalse();
        client.session.close(DisconnectReason.CONNECTION_LOST, "broken");
        assertThat(client.transport.isSilent()).isTrue();
    }

    @Test
    void lastWordsAreWorthAGet() {
        client.session.close(DisconnectReason.SERVER_CLOSED, "enough");
        assertThat(client.transport.isSilent()).isFalse();
        client.get();
        assertThat(client.transport.isSilent()).isTrue();
    }

    @Test
    void aClientThatDoesNotPollWhileSomethingWaitsIsCut() {
        client.session.send("hello?");
        client.executor.advance(PollingSession.STALL.minus(INSTANT));
        assertThat(client.listener.closed()).isEmpty();
        client.executor.advance(INSTANT);
        assertThat(client.listener.closed()).contains(DisconnectReason.TOO_SLOW);
    }

    @Test
    void aClientThatPollsInTimeIsNotCut() {
        for (int i = 0; i < 10; i++) {
            client.session.send("hello");
            client.executor.advance(PollingSession.STALL.minus(INSTANT));
            client.get();
            client.post("3");
        }
        assertThat(client.listener.closed()).isEmpty();
    }

    @Test
    void aClientMayHoldItsGetForLongWhileNothingIsSaid() {
        RecordingPoll poll = client.get();
        client.executor.advanceToNextTask();
        assertThat(poll.packets()).as("longer than the stall, up to the ping").containsExactly("2");
        client.post("3");
        RecordingPoll next = client.get();
        client.executor.advance(PollingSession.INTERVAL.minus(INSTANT));
        assertThat(next.isHeld()).isTrue();
        assertThat(client.listener.closed()).isEmpty();
    }

    @Test
    void asMuchMayWaitAsTheLimitAllowsAndOneMessageMore() {
        client.session.send("x".repeat(PollingSession.LIMIT - 1));
        client.session.send("y".repeat(PollingSession.LIMIT * 5));
        client.executor.runAll();
        assertThat(client.listener.closed()).isEmpty();
        assertThat(client.get().packets()).hasSize(2);
    }

    @Test
    void aMessageThatFindsTooMuchWaitingCutsTheClient() {
        client.session.send("x".repeat(PollingSession.LIMIT));
        client.session.send("one too many");
        assertThat(client.listener.closed())
                .as("not under the feet of whoever writes")
                .isEmpty();
        client.executor.runAll();
        assertThat(client.listener.closed()).contains(DisconnectReason.TOO_SLOW);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void broadcastsAreGatheredUntilTheyAreFlushed() {
        RecordingPoll poll = client.get();
        client.session.write(broadcast("a"));
        client.session.write(broadcast("b"));
        assertThat(poll.isHeld()).isTrue();
        client.session.flush();
        assertThat(poll.packets()).containsExactly("42[\"a\",1]", "42[\"b\",1]");
    }

    @Test
    void broadcastsAndMessagesKeepTheirOrder() {
        client.session.send("one");
        client.session.write(broadcast("a"));
        client.session.send("two");
        client.session.flush();
        assertThat(client.get().packets()).containsExactly("4one", "42[\"a\",1]", "4two");
    }

    @Test
    void aFlushWithoutAnythingToSayAnswersNothing() {
        RecordingPoll poll = client.get();
        client.session.flush();
        assertThat(poll.isHeld()).isTrue();
    }

    @Test
    void everyNumberedMessageArrivesOnceAndInOrderWhateverTheRhythmOfThePolls() {
        List<String> received = new ArrayList<>();
        int sent = 0;
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < round % 4; i++) {
                client.session.send(Integer.toString(sent++));
            }
            RecordingPoll poll = client.get();
            if (poll.isHeld()) {
                client.session.send(Integer.toString(sent++));
            }
            received.addAll(poll.packets());
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < sent; i++) {
            expected.add("4" + i);
        }
        assertThat(received).isEqualTo(expected);
    }

    private EncodedMessage broadcast(String event) {
        return client.format.encode(PushMessage.of("/", Audience.EVERYONE, event, RawJson.number(1)), "position");
    }
}
