package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.MessageInHand.Stage;
import io.queuewire.intake.SettlementWork.Task;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    /** As the pace of an outage counts it. */
    private static final Duration A_SECOND = Duration.ofMillis(1_100);

    private final ManualClock clock = new ManualClock();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final InFlightLimit limit = new InFlightLimit(1_000, 2_000L * 1024 * 1024);
    private final InHand inHand = new InHand(limit, clock::nanos);
    private final SettlementGates gates = SettlementGates.of(1, () -> new Backoff(() -> 0), clock::nanos);
    private final Settlement settlement = new Settlement(inHand, VISIBILITY, false, gates, metrics, clock::nanos);
    private final List<MessageInHand> messages = new ArrayList<>();

    @BeforeEach
    void takeMessagesInHand() throws InterruptedException {
        try (InFlightLimit.Reservation room = limit.reserve(100)) {
            IntStream.range(0, 25)
                    .mapToObj(i -> inHand.take(ReceivedMessages.of("m" + i, "body"), room))
                    .flatMap(Optional::stream)
                    .forEach(messages::add);
        }
    }

    @Test
    void aFullBatchGoesAtOnceAndTheRestAfterATenthOfASecond() {
        messages.forEach(this::delete);

        assertThat(deletes()).containsExactlyElementsOf(messages.subList(0, 10));
        assertThat(deletes()).containsExactlyElementsOf(messages.subList(10, 20));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(Duration.ofMillis(99));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(deletes()).containsExactlyElementsOf(messages.subList(20, 25));
        assertThat(settlement.poll()).isEmpty();
    }

    @Test
    void onAFifoQueueNothingWaits() {
        Settlement fifo = new Settlement(inHand, VISIBILITY, true, gates, metrics, clock::nanos);

        fifo.delete(messages.getFirst());

        assertThat(fifo.poll()).containsInstanceOf(SettlementWork.Delete.class);
    }

    @Test
    void whoIsInAHurryWaitsForNothing() {
        delete(messages.getFirst());

        settlement.hurry();

        assertThat(deletes()).containsExactly(messages.getFirst());
    }

    @Test
    void whoIsInAHurryPausesBeforeARetryAllTheSame() {
        delete(messages.getFirst());
        settlement.hurry();
        SettlementWork.Call work = call();

        settlement.refused(work, taskOf(work), "InternalError");

        clock.advance(Duration.ofMillis(99));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(deletes()).containsExactly(messages.getFirst());
    }

    @Test
    void giveBacksKeepTheirDelayAndGoFirst() {
        delete(messages.get(0));
        giveBack(messages.get(1), Duration.ofSeconds(7));
        settlement.hurry();

        assertThat(settlement.poll())
                .hasValueSatisfying(work -> assertThat(work)
                        .isInstanceOfSatisfying(
                                SettlementWork.GiveBack.class,
                                giveBack -> assertThat(giveBack.tasks())
                                        .singleElement()
                                        .extracting(Task::delay)
                                        .isEqualTo(Duration.ofSeconds(7))));
        assertThat(deletes()).containsExactly(messages.get(0));
    }

    @Test
    void aRefusedDeleteIsRepeatedAfterGrowingPausesAndThenGivenUp() {
        MessageInHand message = messages.getFirst();
        delete(message);
        settlement.hurry();
        SettlementWork.Call work = (SettlementWork.Call) settlement.poll().orElseThrow();
        for (int attempt = 1; attempt < 5; attempt++) {
            settlement.refused(work, taskOf(work), "InternalError");
            assertThat(inHand.count()).isEqualTo(25);
            clock.advance(Duration.ofMillis(100L << (attempt - 1)));
            work = (SettlementWork.Call) settlement.poll().orElseThrow();
        }

        settlement.refused(work, taskOf(work), "InternalError");

        assertThat(metrics.failedSettlements()).containsExactly("InternalError");
        assertThat(inHand.count()).isEqualTo(24);
        assertThat(settlement.poll()).isEmpty();
    }

    @Test
    void aConfirmedTaskReturnsTheRoomOfItsMessage() {
        delete(messages.getFirst());
        settlement.hurry();

        settlement.confirmed(taskOf(settlement.poll().orElseThrow()));

        assertThat(inHand.count()).isEqualTo(24);
        assertThat(inHand.bytes()).isEqualTo(24 * 4);
    }

    @Test
    void whatIsInHandIsExtendedAtHalfOfItsTimeoutInBatches() {
        clock.advance(VISIBILITY.dividedBy(4));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(VISIBILITY.dividedBy(4));

        assertThat(extensions()).hasSize(10);
        assertThat(extensions()).hasSize(10);
        assertThat(extensions()).hasSize(5);
        assertThat(settlement.poll()).isEmpty();
    }

    @Test
    void whatWasExtendedIsExtendedAgainAtTheNextHalf() {
        for (int half = 0; half < 4; half++) {
            clock.advance(VISIBILITY.dividedBy(2));
            List<MessageInHand> extended = new ArrayList<>();
            for (List<MessageInHand> batch = extensions(); !batch.isEmpty(); batch = extensions()) {
                extended.addAll(batch);
            }
            assertThat(extended).containsExactlyElementsOf(messages);
            extended.forEach(message -> message.extended(clock.nanos()));
            settlement.extensionOver(extended);
        }
    }

    @Test
    void whatHasItsOutcomeIsNotExtended() {
        messages.subList(0, 24).forEach(this::delete);
        while (settlement.poll().isPresent()) {
            clock.advance(Duration.ofMillis(100));
        }

        clock.advance(VISIBILITY.dividedBy(2));

        assertThat(extensions()).containsExactly(messages.get(24));
    }

    @Test
    void aGiveBackWaitsForTheExtensionThatIsUnderWay() {
        clock.advance(VISIBILITY.dividedBy(2));
        List<MessageInHand> extending = extensions();
        MessageInHand message = extending.getFirst();
        settlement.hurry();
        while (!extensions().isEmpty()) {
            // The other messages are extended as well.
        }

        giveBack(message, Duration.ZERO);
        assertThat(settlement.poll()).isEmpty();
        settlement.extensionOver(extending);

        assertThat(settlement.poll()).containsInstanceOf(SettlementWork.GiveBack.class);
    }

    @Test
    void whatHasNoOutcomeForAQuarterOfAnHourIsGivenUp() {
        messages.subList(1, 25).forEach(this::delete);
        settlement.hurry();
        while (settlement.poll().isPresent()) {
            // Only the first one stays.
        }

        clock.advance(VisibilityWatch.LONGEST.plusSeconds(1));

        assertThat(settlement.poll()).contains(new SettlementWork.GiveUp(List.of(messages.getFirst())));
    }

    @Test
    void aMessageThatComesAgainWhileInHandGoesOnWithItsNewReceipt() throws InterruptedException {
        ReceivedMessage again = new ReceivedMessage(
                "m0", "body", Map.of(), "new receipt", 2, Instant.EPOCH, Optional.empty(), Optional.empty());
        try (InFlightLimit.Reservation room = limit.reserve(1)) {
            assertThat(inHand.take(again, room)).isEmpty();
            assertThat(room.places()).isEqualTo(1);
        }

        assertThat(inHand.count()).isEqualTo(25);
        assertThat(messages.getFirst().message().receipt()).isEqualTo("new receipt");
    }

    @Test
    void aMessageThatComesAgainWhileItIsGivenBackStartsAnew() throws InterruptedException {
        giveBack(messages.getFirst(), Duration.ZERO);

        try (InFlightLimit.Reservation room = limit.reserve(1)) {
            assertThat(inHand.take(ReceivedMessages.of("m0", "body"), room)).isPresent();
        }

        assertThat(inHand.count()).isEqualTo(26);
        inHand.letGo(messages.getFirst());
        assertThat(inHand.count()).isEqualTo(25);
    }

    @Test
    void nothingIsForgottenWhenSeveralThreadsLook() throws InterruptedException {
        InHand many = new InHand(limit, System::nanoTime);
        Settlement settled = new Settlement(
                many,
                VISIBILITY,
                false,
                SettlementGates.of(1, () -> new Backoff(() -> 0), System::nanoTime),
                metrics,
                System::nanoTime);
        List<Thread> settlers = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> confirmAll(settled)))
                .toList();
        Random random = new Random(7);

        for (int i = 0; i < 2_003; i++) {
            try (InFlightLimit.Reservation room = limit.reserve(1)) {
                MessageInHand message =
                        many.take(ReceivedMessages.of("n" + i, "body"), room).orElseThrow();
                message.decide(Stage.DELETING);
                settled.delete(message);
            }
            if (random.nextInt(40) == 0) {
                LockSupport.parkNanos(random.nextInt(1_000_000));
            }
        }

        await().until(() -> many.count() == 0);
        settled.end();
        for (Thread settler : settlers) {
            settler.join();
        }
    }

    @Test
    void aFaultOfOneKindHoldsUpOnlyItself() {
        giveBack(messages.get(0), Duration.ZERO);
        settlement.hurry();
        fail(call());

        giveBack(messages.get(1), Duration.ZERO);
        delete(messages.get(2));

        assertThat(deletes()).containsExactly(messages.get(2));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(A_SECOND);
        assertThat(call()).isInstanceOf(SettlementWork.GiveBack.class);
    }

    @Test
    void aProbeWaitsForNoDeletesHoweverManyThereAre() {
        giveBack(messages.get(0), Duration.ZERO);
        settlement.hurry();
        fail(call());
        messages.subList(1, 25).forEach(this::delete);

        assertThat(deletes()).hasSize(10);
        clock.advance(A_SECOND);

        assertThat(call()).isInstanceOf(SettlementWork.GiveBack.class);
        assertThat(deletes()).as("while the probe is under way").hasSize(10);
    }

    @Test
    void extensionsWaitForTheGateOfGiveBacks() {
        giveBack(messages.getFirst(), Duration.ZERO);
        settlement.hurry();
        clock.advance(VISIBILITY.dividedBy(2).minus(A_SECOND.dividedBy(2)));
        fail(call());

        clock.advance(A_SECOND.dividedBy(2));
        assertThat(settlement.poll()).isEmpty();
        clock.advance(A_SECOND.dividedBy(2));

        assertThat(call())
                .isInstanceOfSatisfying(
                        SettlementWork.Extend.class,
                        extend -> assertThat(extend.turn()).isEqualTo(OutageGate.Turn.PROBE));
        assertThat(settlement.poll()).as("while the probe is under way").isEmpty();
    }

    @Test
    void whatFailsAsAWholeIsDueWhenItsGateOpens() {
        SettlementGates slow = SettlementGates.of(1, () -> new Backoff(() -> Long.MAX_VALUE), clock::nanos);
        Settlement paced = new Settlement(inHand, VISIBILITY, false, slow, metrics, clock::nanos);
        messages.getFirst().decide(Stage.DELETING);
        paced.delete(messages.getFirst());
        paced.hurry();
        SettlementWork.Delete delete = (SettlementWork.Delete) paced.poll().orElseThrow();

        paced.failed(delete, Fault.Kind.PASSING);
        paced.postponed(delete, taskOf(delete));

        assertThat(paced.poll()).isEmpty();
        clock.advance(A_SECOND);
        assertThat(paced.poll()).isPresent();
    }

    @Test
    void whatCannotBeGivenBackIsLetGoOnceItsVisibilityHasEnded() {
        giveBack(messages.getFirst(), Duration.ZERO);
        settlement.hurry();
        SettlementWork.GiveBack refused =
                (SettlementWork.GiveBack) settlement.poll().orElseThrow();
        settlement.failed(refused, Fault.Kind.PASSING);
        settlement.postponed(refused, refused.tasks().getFirst());
        giveBack(messages.get(1), Duration.ZERO);

        clock.advance(VISIBILITY);
        messages.get(2).extended(clock.nanos());
        giveBack(messages.get(2), Duration.ZERO);
        clock.advance(VISIBILITY.dividedBy(2));
        while (settlement.poll().isPresent()) {
            // Whatever it finds, it lets go of nothing else.
        }

        assertThat(inHand.all()).hasSize(23).doesNotContain(messages.get(0), messages.get(1));
        assertThat(metrics.failedSettlements()).containsExactly("Lapsed", "Lapsed");
    }

    @Test
    void inAnOutageOfBothKindsTheyTakeTurnsAndMakeOneCallASecondTogether() {
        giveBack(messages.get(0), Duration.ZERO);
        delete(messages.get(1));
        settlement.hurry();
        List<SettlementWork.Call> first = List.of(call(), call());
        first.forEach(this::fail);
        List<String> calls = new ArrayList<>();
        for (int tenths = 0; tenths < 66; tenths++) {
            clock.advance(Duration.ofMillis(100));
            settlement.poll().map(SettlementWork.Call.class::cast).ifPresent(call -> {
                calls.add(call.kind().label());
                fail(call);
            });
        }

        assertThat(calls)
                .containsExactly(
                        "change_visibility", "delete", "change_visibility", "delete", "change_visibility", "delete");
    }

    @Test
    void aThreadThatIsCutLeavesItsProbeToOthers() {
        delete(messages.getFirst());
        delete(messages.get(1));
        settlement.hurry();
        fail(call());
        clock.advance(A_SECOND);
        SettlementWork.Call probe = call();
        delete(messages.get(2));
        assertThat(settlement.poll()).isEmpty();

        settlement.withdrawn(probe);
        clock.advance(A_SECOND);

        assertThat(deletes()).containsExactly(messages.get(2));
    }

    private SettlementWork.Call call() {
        return (SettlementWork.Call) settlement.poll().orElseThrow();
    }

    /** Has a call fail as a whole. */
    private void fail(SettlementWork.Call call) {
        settlement.failed(call, Fault.Kind.PASSING);
        List<Task> tasks = switch (call) {
            case SettlementWork.Delete delete -> delete.tasks();
            case SettlementWork.GiveBack giveBack -> giveBack.tasks();
            case SettlementWork.Extend extend -> List.of();
        };
        tasks.forEach(task -> settlement.postponed(call, task));
    }

    private static void confirmAll(Settlement settlement) {
        try {
            for (Optional<SettlementWork> work = settlement.next(); work.isPresent(); work = settlement.next()) {
                ((SettlementWork.Delete) work.orElseThrow()).tasks().forEach(settlement::confirmed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(MessageInHand message) {
        assertThat(message.decide(Stage.DELETING)).isTrue();
        settlement.delete(message);
    }

    private void giveBack(MessageInHand message, Duration delay) {
        assertThat(message.decide(Stage.RETURNING)).isTrue();
        settlement.giveBack(message, delay);
    }

    private List<MessageInHand> deletes() {
        return settlement.poll().stream()
                .map(SettlementWork.Delete.class::cast)
                .flatMap(work -> work.tasks().stream())
                .map(Task::message)
                .toList();
    }

    private List<MessageInHand> extensions() {
        return settlement.poll().stream()
                .map(SettlementWork.Extend.class::cast)
                .flatMap(work -> work.messages().stream())
                .toList();
    }

    private static Task taskOf(SettlementWork work) {
        return ((SettlementWork.Delete) work).tasks().getFirst();
    }
}
