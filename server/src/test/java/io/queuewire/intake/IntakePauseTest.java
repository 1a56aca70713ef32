package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator has the polls of a queue rest. */
class IntakePauseTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final IntakeFixture fixture = new IntakeFixture("items");
    private final RecordingPublisher publisher = fixture.publisher();
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aPausedQueueIsNotPolledUntilItIsResumed() {
        fixture.start(new ConfigBuilder().pollers(2));
        await().until(() -> fixture.intake().status().lastPoll().isPresent());

        fixture.intake().pause();
        // What is under way ends by itself: each poller comes to rest after at most one more answer.
        await().until(() -> pollersThatWaitIn("Pause") == 2);
        int polls = queue.calls().size();
        queue.send("1");

        await().during(Duration.ofMillis(500)).until(() -> queue.calls().size() == polls);
        assertThat(fixture.intake().status().state()).isEqualTo(IntakeStatus.State.PAUSED);
        fixture.intake().resume();
        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(fixture.intake().status().state()).isEqualTo(IntakeStatus.State.POLLING);
    }

    @Test
    void aPauseHoldsNothingUpThatIsInHand() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        queue.send("1");
        await().until(() -> publisher.published().size() == 1);

        fixture.intake().pause();
        publisher.handOff();

        await().until(() -> queue.size() == 0);
    }

    @Test
    void aPauseEndsTheProbesOfAnOutage() {
        queue.failReceives(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        fixture.start(new ConfigBuilder().pollers(3));
        await().until(() -> fixture.intake().status().state() == IntakeStatus.State.FAILING);

        fixture.intake().pause();

        await().until(() -> pollersThatWaitIn("Pause") == 3);
        int polls = queue.calls().size();
        queue.failReceives(Optional.empty());
        fixture.intake().resume();
        await().until(() -> queue.calls().size() > polls);
        await().until(() -> fixture.intake().status().state() == IntakeStatus.State.POLLING);
    }

    @Test
    void aPausedQueueStopsAtOnce() throws InterruptedException {
        fixture.start(new ConfigBuilder());
        fixture.intake().pause();
        await().until(() -> pollersThatWaitIn("Pause") == 1);
        long start = System.nanoTime();

        fixture.intake().stop(SOON);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(fixture.intake().status().state()).isEqualTo(IntakeStatus.State.STOPPING);
    }

    private static long pollersThatWaitIn(String type) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("queuewire-poll-items"))
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("." + type)))
                .count();
    }
}
