package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.MessageInHand.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What settlement does while the queue refuses calls: each kind by itself, and no more of them than a few a second. */
class SettlementOutageTest extends SettlementFixture {

    /** As the pace of an outage counts it. */
    private static final Duration A_SECOND = Duration.ofMillis(1_100);

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

    /** Has a call fail as a whole. */
    private void fail(SettlementWork.Call call) {
        settlement.failed(call, Fault.Kind.PASSING);
        call.tasks().forEach(task -> settlement.postponed(call, task));
    }
}
