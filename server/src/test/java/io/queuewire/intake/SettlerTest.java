package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.EntryResult.Gone;
import io.queuewire.intake.EntryResult.Retryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settling side on its own: the calls that it makes, and what it does with the answers. */
@Timeout(20)
class SettlerTest extends SettlerFixture {

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
        assertThat(metrics.faults()).as("each was a call of nothing else").hasSize(5);
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
        assertThat(settlement.poll()).contains(new SettlementWork.Extend(List.of(message), OutageGate.Turn.PROBE));
    }

    @Test
    void whatTheQueueNoLongerKnowsIsExtendedOnlyAfterItHasComeAgain() throws InterruptedException {
        MessageInHand message = take(1).getFirst();
        clock.advance(VISIBILITY.dividedBy(2));
        queue.thenSettle(new Gone("MessageNotInflight"));

        settle();

        clock.advance(VISIBILITY);
        assertThat(metrics.failedSettlements()).containsExactly("MessageNotInflight");
        assertThat(settlement.poll()).isEmpty();
        comesAgain("m0", "new receipt");
        clock.advance(VISIBILITY.dividedBy(2));
        assertThat(settlement.poll()).contains(new SettlementWork.Extend(List.of(message), OutageGate.Turn.NORMAL));
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
}
