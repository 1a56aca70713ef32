package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.EntryResult.Gone;
import io.queuewire.intake.EntryResult.Retryable;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.ScriptedQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settling side on its own: the calls that it makes, and what it does with the answers. */
@Timeout(20)
class SettlerTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Fault UNAVAILABLE = new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later");

    /** More than any of these tests makes: what the gates do is not their subject. */
    private static final int CALLS_PER_SECOND = 1_000;

    private final ManualClock clock = new ManualClock();

    /** How much time passes with each look at the clock. */
    private Duration passing = Duration.ZERO;

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final ScriptedQueue queue = new ScriptedQueue();
    private final InFlightLimit limit = new InFlightLimit(100, 100L * ReceivedMessage.LARGEST);
    private final InHand inHand = new InHand(limit, clock::nanos);
    private final SettlementGates gates =
            SettlementGates.of(CALLS_PER_SECOND, () -> new Backoff(() -> 0), clock::nanos);
    private final Settlement settlement = new Settlement(inHand, VISIBILITY, false, gates, metrics, this::look);
    private final Ending ending = ending(MessageTracer.NONE);
    private final QueueHealth health = new QueueHealth(queue.url(), clock);
    private final Settler settler = new Settler(settlement, ending, VISIBILITY, health, metrics, clock::nanos);

    @Test
    void messagesAreDeletedInBatchesOfTenInTheOrderInWhichTheyEnded() throws InterruptedException {
        take(12).forEach(this::deliver);
        queue.thenSettle(done(10)).thenSettle(done(2));

        settle();

        assertThat(queue.calls()).containsExactly("delete m0 m1 m2 m3 m4 m5 m6 m7 m8 m9", "delete m10 m11");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aMessageIsInHandUntilTheQueueHasConfirmed() throws InterruptedException {
        deliver(take(1).getFirst());
        List<Integer> duringTheCall = new ArrayList<>();
        queue.thenSettle(messages -> {
            duringTheCall.add(inHand.count());
            return List.of(EntryResult.DONE);
        });

        settle();

        assertThat(duringTheCall).containsExactly(1);
        assertThat(inHand.count()).isZero();
    }

    @Test
    void eachMessageOfABatchGoesItsOwnWay() throws InterruptedException {
        take(4).forEach(this::deliver);
        queue.thenSettle(
                        EntryResult.DONE,
                        new Retryable("InternalError"),
                        new Gone("ReceiptHandleIsInvalid"),
                        EntryResult.DONE)
                .thenSettle(EntryResult.DONE);

        letTimePass();
        settle();

        assertThat(queue.calls()).containsExactly("delete m0 m1 m2 m3", "delete m1");
        assertThat(metrics.failedSettlements()).containsExactly("ReceiptHandleIsInvalid");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aDeleteThatIsRefusedFiveTimesIsGivenUp() throws InterruptedException {
        deliver(take(1).getFirst());
        for (int attempt = 0; attempt < 5; attempt++) {
            queue.thenSettle(new Retryable("InternalError"));
        }

        letTimePass();
        settle();

        assertThat(metrics.failedSettlements()).containsExactly("InternalError");
        assertThat(inHand.count()).isZero();
        assertThat(settlement.poll()).isEmpty();
    }

    @Test
    void aDeleteThatIsRefusedFourTimesIsMadeOnceMore() throws InterruptedException {
        deliver(take(1).getFirst());
        for (int attempt = 0; attempt < 4; attempt++) {
            queue.thenSettle(new Retryable("InternalError"));
        }
        queue.thenSettle(EntryResult.DONE);

        letTimePass();
        settle();

        assertThat(queue.calls()).hasSize(5).containsOnly("delete m0");
        assertThat(metrics.failedSettlements()).isEmpty();
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aReceiptThatWasReplacedDuringTheCallIsNoLoss() throws InterruptedException {
        deliver(take(1).getFirst());
        List<String> receipts = new ArrayList<>();
        queue.thenSettle(messages -> {
                    receipts.add(messages.getFirst().receipt());
                    comesAgain("m0", "new receipt");
                    return List.of(new Gone("ReceiptHandleIsInvalid"));
                })
                .thenSettle(messages -> {
                    receipts.add(messages.getFirst().receipt());
                    return List.of(EntryResult.DONE);
                });

        letTimePass();
        settle();

        assertThat(receipts).containsExactly("receipt of m0", "new receipt");
        assertThat(metrics.failedSettlements()).isEmpty();
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aCallThatFailsAsAWholeRefusesNothingHoweverOften() throws InterruptedException {
        take(2).forEach(this::deliver);
        for (int failure = 0; failure < 20; failure++) {
            queue.thenFailToSettle(UNAVAILABLE);
        }
        queue.thenSettle(new Retryable("InternalError"), EntryResult.DONE).thenSettle(EntryResult.DONE);

        letTimePass();
        settle();

        assertThat(queue.calls().subList(0, 21)).containsOnly("delete m0 m1");
        assertThat(queue.calls()).hasSize(22).last().isEqualTo("delete m0");
        assertThat(metrics.faults()).hasSize(20).containsOnly(UNAVAILABLE);
        assertThat(metrics.failedSettlements()).isEmpty();
        assertThat(inHand.count()).isZero();
    }

    @Test
    void whatCannotBeToldForAQuarterOfAnHourIsGivenUp() throws InterruptedException {
        take(2).forEach(this::deliver);
        queue.thenFailToSettle(UNAVAILABLE).thenSettle(messages -> {
            clock.advance(VisibilityWatch.LONGEST.plusMillis(1));
            throw new SourceException(UNAVAILABLE);
        });

        settle();

        assertThat(metrics.failedSettlements()).containsExactly("ServiceUnavailable", "ServiceUnavailable");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aFaultLastsUntilACallIsAnswered() throws InterruptedException {
        deliver(take(1).getFirst());
        List<Optional<Fault>> duringTheCalls = new ArrayList<>();
        queue.thenFailToSettle(UNAVAILABLE).thenSettle(messages -> {
            duringTheCalls.add(fault());
            return List.of(EntryResult.DONE);
        });

        settle();

        assertThat(duringTheCalls).containsExactly(Optional.of(UNAVAILABLE));
        assertThat(fault()).isEmpty();
    }

    @Test
    void aCallThatWorksDoesNotEndTheFaultOfAnotherKind() throws InterruptedException {
        List<MessageInHand> messages = take(2);
        deliver(messages.get(0));
        queue.thenSettle(deleted -> {
                    ending.end(messages.get(1), new Outcome.Released(Duration.ZERO, "not now"));
                    throw new SourceException(UNAVAILABLE);
                })
                .thenSettle(EntryResult.DONE);

        settle();

        assertThat(queue.calls()).containsExactly("delete m0", "hide m1 0 s");
        assertThat(fault()).contains(UNAVAILABLE);
    }

    @Test
    void aMessageIsGivenBackWithItsDelay() throws InterruptedException {
        List<MessageInHand> messages = take(2);
        ending.end(messages.get(0), new Outcome.Released(Duration.ofSeconds(7), "not now"));
        ending.end(messages.get(1), new Outcome.Released(Duration.ZERO, "the relay stops"));
        queue.thenSettle(done(2));

        settle();

        assertThat(queue.calls()).containsExactly("hide m0 7 s, m1 0 s");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void whatIsInHandForHalfOfItsTimeoutIsHiddenForAnotherOne() throws InterruptedException {
        List<MessageInHand> messages = take(11);
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenSettle(done(10)).thenSettle(done(1));

        settle();

        assertThat(queue.calls()).hasSize(2).last().isEqualTo("hide m10 30 s");
        assertThat(messages)
                .extracting(MessageInHand::visibilityNanos)
                .as("from when on it is hidden anew")
                .containsOnly(clock.nanos());
        assertThat(inHand.count()).isEqualTo(11);
    }

    @Test
    void anExtensionThatIsRefusedForNowIsMadeAgainSoon() throws InterruptedException {
        MessageInHand message = take(1).getFirst();
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenSettle(new Retryable("InternalError"));

        settle();

        assertThat(settlement.poll()).isEmpty();
        clock.advance(VISIBILITY.dividedBy(8));
        assertThat(settlement.poll()).contains(new SettlementWork.Extend(List.of(message), OutageGate.Turn.NORMAL));
    }

    @Test
    void whatTheQueueNoLongerKnowsIsExtendedOnlyAfterItHasComeAgain() throws InterruptedException {
        MessageInHand message = take(1).getFirst();
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenSettle(new Gone("MessageNotInflight"));

        settle();

        clock.advance(VISIBILITY);
        assertThat(settlement.poll()).isEmpty();
        comesAgain("m0", "new receipt");
        clock.advance(VISIBILITY.dividedBy(2));
        assertThat(settlement.poll()).contains(new SettlementWork.Extend(List.of(message), OutageGate.Turn.NORMAL));
    }

    @Test
    void anExtensionThatFailsHoldsUpNothingThatEndedMeanwhile() throws InterruptedException {
        MessageInHand message = take(1).getFirst();
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenSettle(messages -> {
                    ending.end(message, new Outcome.Released(Duration.ZERO, "the relay stops"));
                    throw new SourceException(UNAVAILABLE);
                })
                .thenSettle(EntryResult.DONE);

        settle();

        assertThat(queue.calls()).containsExactly("hide m0 30 s", "hide m0 0 s");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void anExtensionThatFindsNoConnectionHoldsUpNothingThatEndedMeanwhile() throws InterruptedException {
        MessageInHand message = take(1).getFirst();
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenConnect(() -> {
            deliver(message);
            throw new SourceException(UNAVAILABLE);
        });
        queue.thenSettle(EntryResult.DONE);

        settle();

        assertThat(queue.calls()).containsExactly("delete m0");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void whoIsWithoutAnOutcomeForAQuarterOfAnHourGoesBack() throws InterruptedException {
        take(1);
        clock.advance(VisibilityWatch.LONGEST.plusMillis(1));
        queue.thenSettle(EntryResult.DONE);

        settle();

        assertThat(queue.calls()).containsExactly("hide m0 0 s");
        assertThat(metrics.counts()).isEqualTo(Map.of("released", 1L));
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aDefectWhileMessagesAreGivenUpEndsNothing() throws InterruptedException {
        take(2);
        clock.advance(VisibilityWatch.LONGEST.plusMillis(1));
        List<String> told = new ArrayList<>();
        Ending broken = ending((from, message, held, outcome) -> {
            told.add(message.id());
            if (told.size() == 2) {
                settlement.end();
            }
            throw new IllegalStateException("this should not have been");
        });

        new Settler(settlement, broken, VISIBILITY, health, metrics, clock::nanos)
                .accept(new QueueThread("settle", queue, thread -> {}));

        assertThat(told).containsExactly("m0", "m1");
        assertThat(metrics.stumbles()).isEqualTo(2);
    }

    @Test
    void aDefectEndsNothing() throws InterruptedException {
        deliver(take(1).getFirst());
        queue.thenSettle(messages -> {
                    throw new IllegalStateException("this should not have been");
                })
                .thenSettle(EntryResult.DONE);

        settle();

        assertThat(metrics.stumbles()).isEqualTo(1);
        assertThat(queue.calls()).containsExactly("delete m0", "delete m0");
        assertThat(inHand.count()).isZero();
    }

    @Test
    void aThreadThatIsCutEndsAndLeavesItsTurnToOthers() throws InterruptedException {
        deliver(take(1).getFirst());
        queue.thenFailToSettle(UNAVAILABLE).thenSettle(messages -> {
            throw new InterruptedException("cut");
        });
        queue.thenSettle(EntryResult.DONE);

        settle();

        assertThat(queue.calls()).hasSize(2);
        assertThat(metrics.faults()).hasSize(1);
        assertThat(gates.deletes().tryNow()).contains(OutageGate.Turn.PROBE);
        assertThat(inHand.count()).isEqualTo(1);
    }

    private Ending ending(MessageTracer tracer) {
        return new Ending(
                queue.url(), inHand, settlement, new DuplicateWindow(Duration.ZERO, clock::nanos), metrics, tracer);
    }

    private long look() {
        clock.advance(passing);
        return clock.nanos();
    }

    /** No retry is waited for. */
    private void letTimePass() {
        passing = Duration.ofSeconds(1);
    }

    /** Messages m0, m1 and so on. */
    private List<MessageInHand> take(int count) throws InterruptedException {
        try (InFlightLimit.Reservation room = limit.reserve(count)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> inHand.take(ReceivedMessages.of("m" + i, "body"), room))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void comesAgain(String id, String receipt) throws InterruptedException {
        ReceivedMessage again = new ReceivedMessage(
                id, "body", Map.of(), receipt, 2, Instant.EPOCH, Optional.empty(), Optional.empty());
        try (InFlightLimit.Reservation room = limit.reserve(1)) {
            assertThat(inHand.take(again, room)).isEmpty();
        }
    }

    private void deliver(MessageInHand message) {
        ending.end(message, new Outcome.Delivered(1));
    }

    /** Lets the settler work, on this thread, until the queue has given its last answer; nothing waits to be gathered. */
    private void settle() {
        settlement.hurry();
        queue.whenOver(settlement::end);
        settler.accept(new QueueThread("settle", queue, settler));
    }

    private Optional<Fault> fault() {
        return health.settlementFault().map(IntakeStatus.Ongoing::fault);
    }

    private static EntryResult[] done(int messages) {
        return IntStream.range(0, messages).mapToObj(i -> EntryResult.DONE).toArray(EntryResult[]::new);
    }
}
