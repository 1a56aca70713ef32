package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.EntryResult;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever the queue service does: nothing is deleted before its hand-off, nothing is lost, nobody hammers, all heals. */
class QueueOutageIT {

    private static final int CALLS_PER_SECOND = 3;

    static final List<Arguments> TROUBLES = List.of(
            Arguments.of(new Trouble.Refuse(500, "InternalError"), "InternalError", FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(
                    new Trouble.Refuse(400, "RequestThrottled"), "RequestThrottled", FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(new Trouble.Reset(), "NoHttpResponseException", FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(
                    new Trouble.Refuse(400, "QueueDoesNotExist"),
                    "QueueDoesNotExist",
                    FaultyIntake.BACK_FROM_CONFIGURATION),
            Arguments.of(
                    new Trouble.Refuse(403, "AccessDeniedException"),
                    "AccessDeniedException",
                    FaultyIntake.BACK_FROM_CONFIGURATION));

    private final FaultyIntake relay = new FaultyIntake("items");
    private final InMemoryQueue queue = relay.queue();
    private final FaultySqs service = relay.service();
    private final RecordingPublisher publisher = relay.publisher();
    private final RecordingMetrics metrics = relay.metrics();

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @FieldSource("TROUBLES")
    void anOutageCostsFewCallsAndLosesNothing(Trouble trouble, String code, Duration back) {
        relay.start(new ConfigBuilder().pollers(3).visibility(Duration.ofSeconds(10)));
        relay.send(0, 25);
        await().until(() -> queue.size() == 0);
        publisher.holdingBack();
        relay.send(25, 30);
        await().until(() -> publisher.published().size() == 30);

        service.trouble(trouble);
        IntStream.range(25, 30).forEach(i -> publisher.handOff());
        await().until(() -> relay.intake().status().pollFault().isPresent());
        Instant outage = Instant.now();
        relay.send(30, 50);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

        // By the second it is OutageGateTest that counts, with a clock of its own: calls do not take equally long to
        // arrive.
        int calls = service.callsSince(outage);
        long seconds = Duration.between(outage, Instant.now()).toSeconds() + 1;
        assertThat(calls).isBetween(1, (int) (CALLS_PER_SECOND * seconds));
        assertThat(relay.intake().status().problem(Instant.now().plusSeconds(5)))
                .hasValueSatisfying(problem -> assertThat(problem).contains(code));
        assertThat(queue.size()).isEqualTo(25);

        service.heal();
        await().atMost(back).until(() -> publisher.published().size() >= 31);
        IntStream.range(30, 50).forEach(i -> {
            await().until(() -> publisher.published().size() > i);
            publisher.handOff();
        });
        await().atMost(FaultyIntake.BACK_FROM_PASSING).until(() -> queue.size() == 0);
        assertThat(publisher.data()).doesNotHaveDuplicates().hasSize(50);
        assertThat(metrics.counts()).containsEntry("delivered", 50L);
        await().until(() -> relay.intake().status().problem(Instant.now()).isEmpty());
    }

    static final List<Trouble> SPOILT_ANSWERS =
            List.of(new Trouble.Truncate(), new Trouble.NoChecksum(), new Trouble.WrongChecksum());

    @ParameterizedTest
    @FieldSource("SPOILT_ANSWERS")
    void whatASpoiltAnswerBroughtComesBackWhenItsVisibilityEnds(Trouble trouble) {
        service.trouble("ReceiveMessage", trouble);
        relay.send(0, 3);
        relay.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));
        await().until(() -> relay.intake().status().pollFault().isPresent());
        assertThat(publisher.published()).isEmpty();

        service.heal();

        await().atMost(FaultyIntake.BACK_FROM_PASSING).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void checksumsNeedNotBeChecked() {
        service.trouble("ReceiveMessage", new Trouble.NoChecksum());
        relay.send(0, 3);
        relay.startWithoutChecksums(new ConfigBuilder());

        await().until(() -> queue.size() == 0);
        assertThat(metrics.faults()).isEmpty();
    }

    @Test
    void aHungPollIsCutAfterItsWaitAndTenSeconds() {
        relay.start(new ConfigBuilder());
        await().until(() -> relay.intake().status().lastPoll().isPresent());
        service.trouble(new Trouble.Hang());
        relay.send(0, 1);
        Instant hung = Instant.now();

        await().atMost(Duration.ofSeconds(15))
                .until(() -> relay.intake().status().pollFault().isPresent());

        assertThat(Duration.between(hung, Instant.now())).isGreaterThan(Duration.ofSeconds(8));
        service.heal();
        // What hung meanwhile hangs on: the probe that was under way is cut in its turn.
        await().atMost(Duration.ofSeconds(25)).until(() -> queue.size() == 0);
    }

    @Test
    void aStopCutsWhatHangs() throws InterruptedException {
        relay.start(new ConfigBuilder());
        await().until(() -> relay.intake().status().lastPoll().isPresent());
        service.trouble(new Trouble.Hang());
        relay.send(0, 1);
        await().until(() -> service.hanging() > 0);
        Instant start = Instant.now();

        relay.intake().stop(Duration.ofSeconds(5));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(6));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("queuewire-"));
    }

    @Test
    void deletesThatAreDeniedHoldNothingUp() {
        service.trouble("DeleteMessageBatch", new Trouble.Refuse(403, "AccessDeniedException"));
        relay.start(new ConfigBuilder());
        relay.send(0, 20);

        await().until(() -> publisher.published().size() == 20);
        await().until(() -> relay.intake().status().settlementFault().isPresent());
        assertThat(relay.intake().status().problem(Instant.now())).isEmpty();

        service.heal();
        await().atMost(FaultyIntake.BACK_FROM_CONFIGURATION).until(() -> queue.size() == 0);
        assertThat(publisher.data()).doesNotHaveDuplicates();
        assertThat(metrics.counts()).containsEntry("delivered", 20L);
    }

    @Test
    void onlyTheDeleteThatWasRefusedIsRepeated() {
        queue.refuseNextDelete(new EntryResult.Retryable("InternalError"));
        relay.start(new ConfigBuilder());
        relay.send(0, 10);

        await().until(() -> queue.size() == 0);
        assertThat(queue.calls()).containsSubsequence("delete 10", "delete 1");
        assertThat(metrics.failedSettlements()).isEmpty();
    }

    @Test
    void aDeleteThatIsRefusedForEverIsGivenUpAndCounted() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        relay.start(new ConfigBuilder());
        relay.send(0, 1);

        await().until(() -> !metrics.failedSettlements().isEmpty());
        assertThat(metrics.failedSettlements()).containsExactly("ReceiptHandleIsInvalid");
        await().until(() -> relay.intake().status().inHand() == 0);
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L));
    }
}
