package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.LoggedEvents;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several intakes make of the failure of the parking queue that they share. */
class ParkingOutageTest {

    private static final Fault DENIED = new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "sqs:SendMessage");

    private final RefusingSink sink = new RefusingSink();
    private final List<InMemoryQueue> queues = Stream.of("items", "orders")
            .map(name -> new InMemoryQueue(name, Clock.systemUTC()))
            .toList();
    private final Optional<ParkingQueue> parking = Optional.of(new ParkingQueue(sink));
    private final List<Intake> intakes = queues.stream()
            .map(queue -> new Intake(
                    queue,
                    new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build(),
                    new RecordingPublisher(),
                    parking,
                    new RecordingMetrics()))
            .toList();

    @AfterEach
    void stop() throws InterruptedException {
        for (Intake intake : intakes) {
            intake.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void everyQueueShowsTheFaultAndGoesOn() {
        assertThat(intakes.getFirst().status().parkingFault()).isEmpty();
        queues.getFirst().send("not JSON");
        intakes.forEach(Intake::start);

        for (Intake intake : intakes) {
            await().until(() -> intake.status().parkingFault().isPresent());
            assertThat(intake.status().parkingFault().map(IntakeStatus.Ongoing::fault))
                    .contains(DENIED);
            assertThat(intake.status().state()).isEqualTo(IntakeStatus.State.POLLING);
        }
    }

    @Test
    void theFaultIsToldOnceForAllQueues() {
        try (LoggedEvents faults = new LoggedEvents(QueueHealth.class)) {
            List<String> ids =
                    queues.stream().map(queue -> queue.send("not JSON")).toList();
            intakes.forEach(Intake::start);

            for (int i = 0; i < queues.size(); i++) {
                InMemoryQueue queue = queues.get(i);
                String id = ids.get(i);
                await().until(() -> queue.receives(id) >= 2);
            }

            assertThat(sink.calls.get()).isPositive();
            assertThat(faults.messages())
                    .containsExactly("queue http://h/1/parked fails at parking: AccessDenied: sqs:SendMessage;"
                            + " trying again until it works");
        }
    }

    private static final class RefusingSink implements MessageSink {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public QueueUrl url() {
            return new QueueUrl("http://h/1/parked");
        }

        @Override
        public String send(OutgoingMessage message) {
            calls.incrementAndGet();
            throw new SourceException(DENIED);
        }
    }
}
