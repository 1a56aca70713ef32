package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an intake ends, whatever it is at. */
class IntakeStopTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final IntakeFixture fixture = new IntakeFixture("items");
    private final RecordingPublisher publisher = fixture.publisher();
    private final RecordingMetrics metrics = fixture.metrics();
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aStopDealsWithWhatThePollUnderWayBrings() throws InterruptedException {
        fixture.start(new ConfigBuilder().pollWait(Duration.ofSeconds(20)));
        // The first one is short.
        await().until(() -> queue.calls().size() == 2);

        Thread stopping = Thread.ofPlatform().start(fixture::stop);
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        queue.send("1");
        stopping.join();

        assertThat(queue.size()).isZero();
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void aStopWaitsForHandOffsAndGivesBackWhatHasNone() throws InterruptedException {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        queue.send("1");
        queue.send("2");
        await().until(() -> publisher.published().size() == 2);

        Thread stopping = Thread.ofPlatform().start(fixture::stop);
        publisher.handOff();
        stopping.join();

        assertThat(queue.bodies()).containsExactly("2");
        assertThat(queue.visible()).isEqualTo(1);
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L, "released", 1L));
    }

    @Test
    void aDeleteThatHangsKeepsNothingFromBeingGivenBack() throws InterruptedException {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        queue.send("1");
        queue.send("2");
        await().until(() -> publisher.published().size() == 2);
        queue.hangNextDelete();
        publisher.handOff();
        await().until(() -> queue.calls().contains("delete 1"));

        fixture.intake().stop(Duration.ofSeconds(4));

        assertThat(queue.visible()).as("what was not handed off").isEqualTo(1);
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L, "released", 1L));
    }

    @Test
    void aPollThatHangsIsCutAtAStop() throws InterruptedException {
        queue.hang();
        fixture.start(new ConfigBuilder());
        await().until(() -> queue.calls().contains("receive"));
        long start = System.nanoTime();

        fixture.intake().stop(Duration.ofSeconds(3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("queuewire-poll-items"));
    }

    @Test
    void aStopDuringAnOutageIsBounded() throws InterruptedException {
        Fault fault = new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone");
        fixture.start(new ConfigBuilder());
        queue.failSettlement(Optional.of(fault));
        queue.send("1");
        await().until(() -> fixture.intake().status().settlementFault().isPresent());
        queue.failReceives(Optional.of(fault));
        await().until(() -> fixture.intake().status().pollFault().isPresent());
        long start = System.nanoTime();

        fixture.intake().stop(Duration.ofSeconds(3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void anIntakeThatWasNeverStartedStopsAtOnce() throws InterruptedException {
        new Intake(queue, new ConfigBuilder().build(), publisher, Optional.empty(), metrics).stop(SOON);

        assertThat(queue.calls()).isEmpty();
    }
}
