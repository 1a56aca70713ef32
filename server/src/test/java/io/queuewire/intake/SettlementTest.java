package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.MessageInHand.Stage;
import io.queuewire.intake.SettlementWork.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlementTest extends SettlementFixture {

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
    void anEarlierReceiveThatArrivesLaterDoesNotCount() throws InterruptedException {
        for (int receiveCount : List.of(3, 2)) {
            ReceivedMessage again = new ReceivedMessage(
                    "m0",
                    "body",
                    Map.of(),
                    "receipt " + receiveCount,
                    receiveCount,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty());
            try (InFlightLimit.Reservation room = limit.reserve(1)) {
                assertThat(inHand.take(again, room)).isEmpty();
            }
        }

        assertThat(messages.getFirst().message().receipt()).isEqualTo("receipt 3");
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
        Settlement settled =
                new Settlement(many, VISIBILITY, false, Parts.gates(1, System::nanoTime), metrics, System::nanoTime);
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

    private static void confirmAll(Settlement settlement) {
        try {
            for (Optional<SettlementWork> work = settlement.next(); work.isPresent(); work = settlement.next()) {
                ((SettlementWork.Delete) work.orElseThrow()).tasks().forEach(settlement::confirmed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
