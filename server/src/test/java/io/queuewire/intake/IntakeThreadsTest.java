package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be seen of an intake's threads while they work. */
class IntakeThreadsTest {

    private final InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Intake intake = new Intake(
            queue, new ConfigBuilder().inFlight(1).build(), publisher, Optional.empty(), new RecordingMetrics());

    @AfterEach
    void stop() throws InterruptedException {
        intake.stop(Duration.ofSeconds(5));
    }

    @Test
    void threadsAreNamedByWhatTheyDoAndForWhichQueue() {
        assertThat(intake.threads())
                .extracting(thread -> thread.thread().getName())
                .containsExactly("queuewire-poll-items-1", "queuewire-settle-items-1");
        assertThat(intake.threads()).extracting(thread -> thread.role().label()).containsExactly("poller", "settler");
        assertThat(intake.threads()).extracting(IntakeThread::activity).containsOnly(QueueActivity.STARTING);
    }

    @Test
    void anIdleIntakePollsAndHasNothingToSettle() {
        intake.start();

        awaitPoller(QueueActivity.RECEIVING);
        awaitSettler(QueueActivity.AWAITING_WORK);
        assertThat(intake.threads())
                .allSatisfy(thread -> assertThat(thread.since()).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
    }

    @Test
    void allPollersPollAtOnce() throws InterruptedException {
        int pollers = 20;
        queue.hang();
        // Until a first poll is answered, the others wait.
        queue.send("1");
        Intake many = new Intake(
                queue,
                new ConfigBuilder().pollers(pollers).build(),
                publisher,
                Optional.empty(),
                new RecordingMetrics());
        try {
            many.start();

            await().until(() -> Collections.frequency(queue.calls(), "receive") == 1 + pollers);
        } finally {
            many.stop(Duration.ofSeconds(1));
        }
    }

    @Test
    void aPollerWithoutRoomSaysSo() {
        publisher.holdingBack();
        queue.send("\"in hand\"");
        intake.start();

        awaitPoller(QueueActivity.AWAITING_ROOM);
        publisher.handOff();
        awaitPoller(QueueActivity.RECEIVING);
    }

    @Test
    void aPausedPollerSaysSo() {
        intake.pause();
        intake.start();

        awaitPoller(QueueActivity.PAUSED);
        intake.resume();
        awaitPoller(QueueActivity.RECEIVING);
    }

    @Test
    void aQueueThatFailsIsWaitedFor() {
        queue.failReceives(Optional.of(new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "not yours")));
        intake.start();

        awaitPoller(QueueActivity.AWAITING_RETRY);
    }

    @Test
    void whatHasEndedSaysSo() throws InterruptedException {
        intake.start();
        awaitPoller(QueueActivity.RECEIVING);
        awaitSettler(QueueActivity.AWAITING_WORK);

        intake.stop(Duration.ofSeconds(5));

        awaitPoller(QueueActivity.ENDED);
        awaitSettler(QueueActivity.ENDED);
    }

    private void awaitPoller(QueueActivity activity) {
        await().until(() -> intake.threads().getFirst().activity() == activity);
    }

    private void awaitSettler(QueueActivity activity) {
        await().until(() -> intake.threads().getLast().activity() == activity);
    }
}
