package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.OutageGate.Turn;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutageGateTest {

    private static final Duration WHILE = Duration.ofMillis(100);

    private final ManualClock clock = new ManualClock();
    private final OutageGate gate = new OutageGate(2, new Backoff(new Random(7)), clock::nanos);

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
}
