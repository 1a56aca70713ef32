package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingLink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a shard does that gathers messages before it writes. */
class LingerTest {

    private static final int CAPACITY = 8;
    private static final Duration LINGER = Duration.ofMillis(5);

    private final ManualExecutor loop = new ManualExecutor();
    private final ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "e");
    private final Shard shard = new Shard(loop, CAPACITY, LINGER, log, HubMetrics.NONE);
    private final Hub hub = new Hub(List.of(shard), log);
    private final RecordingLink.NameFormat format = new RecordingLink.NameFormat();
    private final RecordingLink client = new RecordingLink(format);

    LingerTest() {
        shard.subscribe("/", client);
    }

    @Test
    void whatComesWithinTheTimeIsWrittenTogetherInOrder() {
        publish("a");
        pass(Duration.ofMillis(2));
        publish("b");
        pass(Duration.ofMillis(2));
        publish("c");
        assertThat(client.received()).isEmpty();

        pass(Duration.ofMillis(1));

        assertThat(client.received()).containsExactly("a", "b", "c");
        assertThat(client.flushes()).isEqualTo(1);
    }

    @Test
    void theTimeBeginsWithTheFirstMessageOfEachRound() {
        publish("a");
        pass(LINGER);
        pass(LINGER.multipliedBy(10));
        publish("b");
        pass(LINGER.minusNanos(1));
        assertThat(client.received()).containsExactly("a");

        pass(Duration.ofNanos(1));

        assertThat(client.received()).containsExactly("a", "b");
        assertThat(client.flushes()).isEqualTo(2);
    }

    @Test
    void aHandOffWaitsForTheWrite() {
        CompletionStage<HandOff> handOff = publish("a");
        pass(LINGER.minusNanos(1));
        assertThat(handOff).isNotDone();

        pass(Duration.ofNanos(1));

        assertThat(handOff).isCompletedWithValue(new HandOff("e-1", 1));
    }

    @Test
    void asManyAsFitAreWrittenBeforeTheTimeIsUpAndTheNextRoundHasItsWholeTime() {
        List<String> full = IntStream.range(0, CAPACITY).mapToObj(i -> "m" + i).toList();
        full.forEach(this::publish);
        pass(Duration.ofMillis(3));
        assertThat(client.received()).containsExactlyElementsOf(full);
        assertThat(loop.scheduledTasks()).isZero();

        publish("next");
        pass(LINGER.minusNanos(1));
        assertThat(client.received()).hasSize(CAPACITY);
        pass(Duration.ofNanos(1));

        assertThat(client.received()).last().isEqualTo("next");
        assertThat(client.flushes()).isEqualTo(2);
    }

    @Test
    void aRoundThatFillsUpWhileTheLoopLingersIsWrittenAtOnce() {
        publish("m0");
        pass(Duration.ofMillis(1));
        IntStream.range(1, CAPACITY).forEach(i -> publish("m" + i));
        loop.runAll();

        assertThat(client.received()).hasSize(CAPACITY);
        assertThat(client.flushes()).isEqualTo(1);
        assertThat(loop.scheduledTasks()).isZero();
    }

    @Test
    void withoutTimeToGatherThereIsOneTaskAndNoTimer() {
        Shard prompt = new Shard(loop, CAPACITY, Duration.ZERO, log, HubMetrics.NONE);
        RecordingLink listener = new RecordingLink(format);
        prompt.subscribe("/", listener);

        publish(new Hub(List.of(prompt), log), "a");

        assertThat(loop.waitingTasks()).isEqualTo(1);
        assertThat(loop.scheduledTasks()).isZero();
        loop.runAll();
        assertThat(listener.received()).containsExactly("a");
        assertThat(loop.scheduledTasks()).isZero();
    }

    @Test
    void aLoopThatIsStoppingRefuses() {
        loop.stop();

        CompletionStage<HandOff> handOff = publish("a");

        assertThat(handOff)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(PublishRefusedException.class);
        assertThat(format.open()).isZero();
    }

    @Test
    void whoHurriesWritesWhatWaitsAndLingersNoMore() {
        CompletionStage<HandOff> waiting = publish("a");
        loop.runAll();
        shard.hurry();
        CompletionStage<HandOff> later = publish("b");

        loop.runAll();

        assertThat(client.received()).containsExactly("a", "b");
        assertThat(waiting).isCompleted();
        assertThat(later).isCompleted();
        assertThat(loop.scheduledTasks()).isZero();
    }

    private void pass(Duration time) {
        loop.runAll();
        loop.advance(time);
    }

    private CompletionStage<HandOff> publish(String event) {
        return publish(hub, event);
    }

    private static CompletionStage<HandOff> publish(Hub to, String event) {
        return to.publish(PushMessage.of("/", Audience.EVERYONE, event, RawJson.NULL));
    }
}
