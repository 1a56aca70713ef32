package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.LoggedEvents;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndingTest {

    private static final QueueUrl QUEUE = new QueueUrl("http://h/1/items");
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final InFlightLimit limit = new InFlightLimit(10, 10L * ReceivedMessage.LARGEST);
    private final InHand inHand = new InHand(limit, clock::nanos);
    private final SettlementGates gates = Parts.gates(1, clock::nanos);
    private final Settlement settlement = new Settlement(inHand, VISIBILITY, true, gates, metrics, clock::nanos);
    private final DuplicateWindow duplicates = new DuplicateWindow(Duration.ofMinutes(5), clock::nanos);

    @Test
    void aTracerThatBreaksKeepsNoMessageFromBeingDeleted() throws InterruptedException {
        MessageInHand message = take("m");

        ending(this::broken).end(message, new Outcome.Delivered(1));

        assertThat(settlement.poll()).containsInstanceOf(SettlementWork.Delete.class);
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L));
    }

    @Test
    void aTracerThatBreaksKeepsNoMessageFromBeingGivenBack() throws InterruptedException {
        take("1");
        take("2");

        ending(this::broken).giveBackAll();

        assertThat(settlement.poll())
                .hasValueSatisfying(work -> assertThat(work)
                        .isInstanceOfSatisfying(
                                SettlementWork.GiveBack.class,
                                giveBack -> assertThat(giveBack.tasks()).hasSize(2)));
        assertThat(metrics.counts()).isEqualTo(Map.of("released", 2L));
    }

    @Test
    void aTracerThatBreaksKeepsNoMessageInHandThatIsLeftToTheQueue() throws InterruptedException {
        MessageInHand message = take("m");

        ending(this::broken).end(message, new Outcome.Invalid("not JSON"));

        assertThat(inHand.count()).isZero();
        assertThat(metrics.counts()).isEqualTo(Map.of("invalid", 1L));
    }

    @Test
    void aTracerThatBreaksIsCountedAndLogged() throws InterruptedException {
        MessageInHand message = take("m");
        try (LoggedEvents log = new LoggedEvents(Ending.class)) {

            ending(this::broken).end(message, new Outcome.Delivered(1));

            assertThat(log.messages()).containsExactly("queue " + QUEUE + ": the end of message m could not be told");
        }
        assertThat(metrics.stumbles()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("deleted")
    void whatIsDeletedIsRemembered(Outcome outcome) throws InterruptedException {
        ending(MessageTracer.NONE).end(take("m"), outcome);

        assertThat(duplicates.contains("m")).isTrue();
    }

    static Stream<Outcome> deleted() {
        return Stream.of(
                new Outcome.Delivered(1),
                new Outcome.NoAudience(),
                new Outcome.Stale(),
                new Outcome.Duplicate(),
                new Outcome.Parked("not JSON"),
                new Outcome.Dropped("not JSON"));
    }

    @ParameterizedTest
    @MethodSource("comingBack")
    void whatIsToComeBackIsNotRemembered(Outcome outcome) throws InterruptedException {
        ending(MessageTracer.NONE).end(take("m"), outcome);

        assertThat(duplicates.contains("m")).isFalse();
    }

    static Stream<Outcome> comingBack() {
        return Stream.of(new Outcome.Released(Duration.ZERO, "not now"), new Outcome.Invalid("not JSON"));
    }

    /** Else whoever sees a queue empty would not find everything counted. */
    @Test
    void aMessageIsCountedBeforeItIsSettled() throws InterruptedException {
        List<Optional<SettlementWork>> toSettle = new ArrayList<>();
        IntakeMetrics looking = new IntakeMetrics() {
            @Override
            public void ended(Outcome outcome) {
                toSettle.add(settlement.poll());
            }
        };

        new Ending(QUEUE, inHand, settlement, duplicates, looking, MessageTracer.NONE)
                .end(take("m"), new Outcome.Delivered(1));

        assertThat(toSettle).containsExactly(Optional.empty());
        assertThat(settlement.poll()).isPresent();
    }

    private void broken(QueueUrl queue, ReceivedMessage message, Duration inHandFor, Outcome outcome) {
        throw new IllegalStateException("the sampler of a user");
    }

    private Ending ending(MessageTracer tracer) {
        return new Ending(QUEUE, inHand, settlement, duplicates, metrics, tracer);
    }

    private MessageInHand take(String id) throws InterruptedException {
        try (InFlightLimit.Reservation room = limit.reserve(1)) {
            return inHand.take(ReceivedMessages.of(id, "body"), room).orElseThrow();
        }
    }
}
