package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A whole intake between a queue in memory and a publisher that remembers. */
final class IntakeFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The shortest there is, for who waits for a redelivery. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final InMemoryQueue queue;
    private Optional<Intake> intake = Optional.empty();

    IntakeFixture(String queue) {
        this.queue = new InMemoryQueue(queue, Clock.systemUTC());
    }

    RecordingPublisher publisher() {
        return publisher;
    }

    RecordingMetrics metrics() {
        return metrics;
    }

    InMemoryQueue queue() {
        return queue;
    }

    Intake intake() {
        return intake.orElseThrow();
    }

    void start(ConfigBuilder config) {
        start(config, Optional.empty());
    }

    /** Starts one that parks invalid messages. */
    void startParking(MessageSink parking) {
        start(new ConfigBuilder().visibility(SHORT).onInvalid(IntakeConfig.OnInvalid.PARK), Optional.of(parking));
    }

    private void start(ConfigBuilder config, Optional<MessageSink> parking) {
        own(new Intake(queue, config.build(), publisher, parking.map(ParkingQueue::new), metrics));
        intake().start();
    }

    /** Takes over an intake that a test has put together by itself. */
    void own(Intake made) {
        intake = Optional.of(made);
    }

    void sendToGroup(String group, String... bodies) {
        for (String body : bodies) {
            queue.send(body, Map.of(), Optional.of(group));
        }
    }

    /** Stops the intake with time enough for what is in hand. */
    void stop() {
        stop(PATIENCE);
    }

    private void stop(Duration most) {
        try {
            intake().stop(most);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops what runs and holds it to have stumbled over nothing. */
    @Override
    public void close() {
        if (intake.isPresent()) {
            stop(Duration.ofSeconds(2));
        }
        assertThat(metrics.stumbles()).isZero();
    }
}
