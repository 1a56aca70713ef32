package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.EntryResult.Retryable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The settling side when its calls fail, or the relay itself does. */
@Timeout(20)
class SettlerFaultTest extends SettlerFixture {

    @Test
    void anAnswerThatRefusesEverythingForNowIsAFaultOfTheQueue() throws InterruptedException {
        take(2).forEach(this::deliver);
        List<Optional<Fault>> duringTheCalls = new ArrayList<>();
        queue.thenSettle(new Retryable("InternalError"), new Retryable("InternalError"))
                .thenSettle(messages -> {
                    duringTheCalls.add(fault());
                    return List.of(EntryResult.DONE, new Retryable("InternalError"));
                })
                .thenSettle(messages -> {
                    duringTheCalls.add(fault());
                    return List.of(EntryResult.DONE);
                });

        letTimePass();
        settle();

        assertThat(duringTheCalls).hasSize(2);
        assertThat(duringTheCalls.getFirst())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("InternalError"));
        assertThat(duringTheCalls.getLast()).as("one entry was taken").isEmpty();
        assertThat(metrics.faults()).hasSize(1);
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
}
