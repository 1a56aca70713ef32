package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.OutageGate.Turn;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageGateTest {

    private static final Duration WHILE = Duration.ofMillis(100);

    private final ManualClock clock = new ManualClock();
    private final OutageGate gate = opened(gate(2));

    @Test
    void whileAllIsWellAnyNumberOfCallsMayBeMade() {
        for (int i = 0; i < 100; i++) {
            assertThat(gate.tryNow()).contains(Turn.NORMAL);
        }
    }

    @Test
    void afterAFaultTheFirstProbeFollowsSoonAndAlone() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        clock.advance(WHILE);

        assertThat(gate.tryNow()).contains(Turn.PROBE);
        assertThat(gate.tryNow()).isEmpty();
    }

    @Test
    void inAnOutageNeverMoreThanTheLimitIsCalledInASecond() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        int calls = 0;
        for (int millis = 0; millis < 60_000; millis += 10) {
            if (gate.tryNow().isPresent()) {
                calls++;
                gate.failed(Turn.PROBE, Fault.Kind.PASSING);
            }
            clock.advance(Duration.ofMillis(10));
            if (millis == 990) {
                assertThat(calls).isLessThanOrEqualTo(2);
            }
        }
        assertThat(calls).isBetween(12, 60);
    }

    @Test
    void aProbeThatSucceedsEndsTheOutage() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        clock.advance(WHILE);

        assertThat(gate.succeeded(gate.tryNow().orElseThrow())).isTrue();

        assertThat(gate.tryNow()).contains(Turn.NORMAL);
    }

    @Test
    void theFirstCallOfAllFindsOutForAllOthers() {
        OutageGate unproven = gate(2);

        Turn first = unproven.tryNow().orElseThrow();
        assertThat(unproven.tryNow()).isEmpty();

        assertThat(unproven.succeeded(first)).isTrue();
        assertThat(unproven.tryNow()).contains(Turn.NORMAL);
    }

    @Test
    void afterSeveralFaultsOneAnswerIsNotEnough() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        gate.failed(probe(), Fault.Kind.PASSING);

        assertThat(gate.succeeded(probe())).isFalse();

        assertThat(gate.succeeded(probe())).isTrue();
        assertThat(gate.tryNow()).contains(Turn.NORMAL);
    }

    @Test
    void whereNobodyKnowsOfTheNextCallOneAnswerIsEnough() {
        OutageGate other = gate(1);
        other.failed(other.tryNow().orElseThrow(), Fault.Kind.PASSING);
        for (int fault = 0; fault < 3; fault++) {
            clock.advance(Duration.ofSeconds(10));
            other.failed(other.tryNow().orElseThrow(), Fault.Kind.PASSING);
        }
        clock.advance(Duration.ofSeconds(10));

        assertThat(other.succeeded(other.tryNow().orElseThrow())).isTrue();
    }

    @Test
    void aQueueThatTakesOneCallASecondIsNotStormedEachTimeItDoes() {
        int pollers = 20;
        long lastTaken = Long.MIN_VALUE / 2;
        List<Long> calls = new ArrayList<>();
        int opened = 0;
        for (int millis = 0; millis < 60_000; millis += 10) {
            clock.advance(Duration.ofMillis(10));
            List<Turn> turns = Stream.generate(gate::tryNow)
                    .limit(pollers)
                    .flatMap(Optional::stream)
                    .toList();
            for (Turn turn : turns) {
                calls.add(clock.nanos());
                if (clock.nanos() - lastTaken < Duration.ofSeconds(1).toNanos()) {
                    gate.failed(turn, Fault.Kind.PASSING);
                } else {
                    lastTaken = clock.nanos();
                    opened += gate.succeeded(turn) && millis > 0 ? 1 : 0;
                }
            }
        }

        assertThat(opened).as("times it was believed to work").isLessThanOrEqualTo(3);
        assertThat(calls.size()).isBetween(30, 120 + 4 * pollers);
    }

    @Test
    void aFaultSoonAfterAnOutageBelongsToIt() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        assertThat(gate.succeeded(probe())).isTrue();

        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        assertThat(gate.succeeded(probe())).isFalse();
        assertThat(gate.succeeded(probe())).isTrue();

        clock.advance(Duration.ofSeconds(11));
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        assertThat(gate.succeeded(probe())).as("one that comes much later").isTrue();
    }

    @Test
    void aCallThatBeganBeforeTheOutageDoesNotEndItNorMakeItWorse() {
        Turn early = gate.tryNow().orElseThrow();
        Turn late = gate.tryNow().orElseThrow();
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);

        assertThat(gate.succeeded(early)).isFalse();
        gate.failed(late, Fault.Kind.PASSING);

        clock.advance(Duration.ofMillis(1_100));
        assertThat(gate.tryNow()).contains(Turn.PROBE);
    }

    @Test
    void aProbeThatWasCutLetsAnotherOneFollow() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        clock.advance(WHILE);

        gate.withdrawn(gate.tryNow().orElseThrow());

        assertThat(gate.tryNow()).contains(Turn.PROBE);
    }

    @Test
    void whoWaitsGoesOnWhenTheProbeSucceeds() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        clock.advance(WHILE);
        Turn probe = gate.tryNow().orElseThrow();
        CompletableFuture<Turn> waiting = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                waiting.complete(gate.await());
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        await().until(() -> thread.getState() == Thread.State.WAITING);

        gate.succeeded(probe);

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Turn.NORMAL);
    }

    private OutageGate opened(OutageGate unproven) {
        unproven.succeeded(unproven.tryNow().orElseThrow());
        clock.advance(Duration.ofSeconds(11));
        return unproven;
    }

    private OutageGate gate(int proof) {
        return new OutageGate(proof, new OutagePace(2, clock::nanos), new Backoff(new Random(7)), clock::nanos);
    }

    /** The next probe, when its time has come. */
    private Turn probe() {
        clock.advance(Duration.ofSeconds(10));
        Turn turn = gate.tryNow().orElseThrow();
        assertThat(turn).isEqualTo(Turn.PROBE);
        return turn;
    }
}
