package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.Intake;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * An intake that reaches its queue through the AWS SDK and a service that fails as it is told. It holds every test to what
 * must hold in any fault: nothing is deleted before its hand-off, nothing is lost, nothing stumbles.
 */
final class FaultyIntake implements AutoCloseable {

    /** How long the relay may take to be back after a fault that passes. */
    static final Duration BACK_FROM_PASSING = Duration.ofSeconds(10);

    static final Duration BACK_FROM_CONFIGURATION = Duration.ofSeconds(35);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InMemoryQueue queue;
    private final FaultySqs service;
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final List<String> sent = new ArrayList<>();
    private final List<String> deletedTooEarly = new CopyOnWriteArrayList<>();
    private Optional<Intake> intake = Optional.empty();

    FaultyIntake(String name) {
        queue = new InMemoryQueue(name, Clock.systemUTC());
        try {
            service = new FaultySqs(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InMemoryQueue queue() {
        return queue;
    }

    FaultySqs service() {
        return service;
    }

    RecordingPublisher publisher() {
        return publisher;
    }

    RecordingMetrics metrics() {
        return metrics;
    }

    Intake intake() {
        return intake.orElseThrow();
    }

    SqsMessageSource source() {
        return source(true);
    }

    private SqsMessageSource source(boolean checksums) {
        return new SqsMessageSource(new SqsConfig(service.url(), Optional.empty(), Optional.empty(), checksums));
    }

    void start(ConfigBuilder config) {
        start(source(), config);
    }

    void startWithoutChecksums(ConfigBuilder config) {
        start(source(false), config);
    }

    /** Has so many messages, from number 0 on, in hand with hand-offs that wait. */
    void holdInHand(int messages, ConfigBuilder config) {
        publisher.holdingBack();
        send(0, messages);
        start(config);
        await().until(() -> publisher.pending() == messages);
    }

    private void start(SqsMessageSource source, ConfigBuilder config) {
        Intake started = new Intake(source, config.build(), publisher, Optional.empty(), metrics);
        queue.watchDeletes(body -> {
            if (!publisher.handedOff().contains(body)) {
                deletedTooEarly.add(body);
            }
        });
        intake = Optional.of(started);
        started.start();
    }

    /** Sends messages whose bodies are these numbers. */
    void send(int from, int to) {
        IntStream.range(from, to).forEach(number -> send(number, Optional.empty()));
    }

    void sendToGroup(String group, int from, int to) {
        IntStream.range(from, to).forEach(number -> send(number, Optional.of(group)));
    }

    private void send(int number, Optional<String> group) {
        sent.add(Integer.toString(number));
        queue.send(Integer.toString(number), Map.of(), group);
    }

    @Override
    public void close() {
        try {
            if (intake.isPresent()) {
                intake.get().stop(PATIENCE);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            service.close();
        }
        assertThat(metrics.stumbles()).isZero();
        assertThat(deletedTooEarly).as("deleted before they were handed off").isEmpty();
        List<String> handedOffOrThere = new ArrayList<>(publisher.handedOff());
        handedOffOrThere.addAll(queue.bodies());
        assertThat(handedOffOrThere).as("what is not lost").containsAll(sent);
    }
}
