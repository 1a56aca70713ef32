package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private final ManualClock clock = new ManualClock();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final DuplicateWindow duplicates = new DuplicateWindow(Duration.ofMinutes(5), clock::nanos);

    @Test
    void aMessageThatReachesClientsIsDelivered() {
        publisher.withClients(3);

        assertThat(judge(message(1, Map.of()))).isEqualTo(new Outcome.Delivered(3));
    }

    @Test
    void theHandOffIsTimedFromReceiveAndFromSending() {
        MessageInHand message = message(1, Map.of());
        publisher.holdingBack();
        clock.advance(Duration.ofMillis(2));
        CompletionStage<Outcome> outcome = judging().judge(message, publisher);
        clock.advance(Duration.ofMillis(5));

        publisher.handOff();

        assertThat(outcome.toCompletableFuture()).isCompleted();
        assertThat(metrics.handOffs())
                .containsExactly(new RecordingMetrics.HandedOff(Duration.ofMillis(7), Duration.ofMillis(1_007), 1));
    }

    @Test
    void aQueueWhoseClockIsAheadGivesNoNegativeAge() {
        MessageInHand message = message(1, Map.of());
        clock.advance(Duration.ofSeconds(-30));

        judge(message);

        assertThat(metrics.handOffs().getFirst().sinceSent()).isZero();
    }

    @Test
    void theTimeToLiveCountsFromSending() {
        // The message was sent a second ago.
        assertThat(judge(message(1, attributes("ttl", "1s")))).isEqualTo(new Outcome.Delivered(1));
        assertThat(judge(message(1, attributes("ttl", "999ms")))).isEqualTo(new Outcome.Stale());
        assertThat(publisher.published()).hasSize(1);
    }

    @Test
    void aMessageThatEndedBeforeIsADuplicate() {
        duplicates.remember("m");

        assertThat(judge(message(2, Map.of()))).isEqualTo(new Outcome.Duplicate());
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void whatWouldComeBackForWantOfAnAudienceIsKeptOnlyIfSomebodyGetsIt() {
        judge(message(1, Map.of()));
        var unused = judging(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE))
                .judge(message(1, Map.of()), publisher);

        assertThat(publisher.published())
                .extracting(PushMessage::retention)
                .containsExactly(Retention.KEPT, Retention.KEPT_IF_DELIVERED);
    }

    @Test
    void aRefusedMessageRestsTheLongerTheMoreOftenItWasReceived() {
        publisher.refuse(true);

        assertThat(releaseDelay(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(releaseDelay(3)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(releaseDelay(5)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(releaseDelay(1_000)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(metrics.stumbles()).isZero();
    }

    @Test
    void whileTheRelayStopsNothingRests() {
        publisher.holdingBack();
        Judge judge = judging();
        CompletionStage<Outcome> outcome = judge.judge(message(5, Map.of()), publisher);
        judge.stop();

        publisher.failHandOff(new PublishRefusedException("the loop stops"));

        assertThat(outcome.toCompletableFuture().join())
                .isEqualTo(new Outcome.Released(Duration.ZERO, "the loop stops"));
    }

    @Test
    void aMessageThatWasGivenBackMeanwhileIsNotPublished() {
        MessageInHand message = message(1, Map.of());
        message.decide(MessageInHand.Stage.RETURNING);

        assertThat(judge(message)).isInstanceOf(Outcome.Released.class);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void aPublisherThatBreaksIsCountedAndTheMessageGoesBack() {
        Publisher broken = message -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(judging()
                        .judge(message(1, Map.of()), broken)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new Outcome.Released(Duration.ofSeconds(1), "a bug"));
        assertThat(metrics.stumbles()).isEqualTo(1);
    }

    private Duration releaseDelay(int receiveCount) {
        return ((Outcome.Released) judge(message(receiveCount, Map.of()))).delay();
    }

    private Outcome judge(MessageInHand message) {
        return judging().judge(message, publisher).toCompletableFuture().join();
    }

    private Judge judging() {
        return judging(new ConfigBuilder());
    }

    private Judge judging(ConfigBuilder config) {
        return Parts.judge(new QueueUrl("http://h/1/items"), config.build(), duplicates, metrics, clock);
    }

    /** Sent a second ago, received now. */
    private MessageInHand message(int receiveCount, Map<String, AttributeValue> attributes) {
        return new MessageInHand(
                new ReceivedMessage(
                        "m",
                        "{}",
                        attributes,
                        "r",
                        receiveCount,
                        clock.instant().minusSeconds(1),
                        Optional.empty(),
                        Optional.empty()),
                clock::nanos);
    }
}
