package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.MessageInHand.Stage;
import io.queuewire.intake.SettlementWork.Task;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** A settlement with 25 messages in hand, and its calls as a settler would take them. */
abstract class SettlementFixture {

    static final Duration VISIBILITY = Duration.ofSeconds(30);

    final ManualClock clock = new ManualClock();
    final RecordingMetrics metrics = new RecordingMetrics();
    final InFlightLimit limit = new InFlightLimit(1_000, 2_000L * 1024 * 1024);
    final InHand inHand = new InHand(limit, clock::nanos);
    final SettlementGates gates = Parts.gates(1, clock::nanos);
    final Settlement settlement = new Settlement(inHand, VISIBILITY, false, gates, metrics, clock::nanos);
    final List<MessageInHand> messages = new ArrayList<>();

    @BeforeEach
    void takeMessagesInHand() throws InterruptedException {
        try (InFlightLimit.Reservation room = limit.reserve(100)) {
            IntStream.range(0, 25)
                    .mapToObj(i -> inHand.take(ReceivedMessages.of("m" + i, "body"), room))
                    .flatMap(Optional::stream)
                    .forEach(messages::add);
        }
    }

    SettlementWork.Call call() {
        return (SettlementWork.Call) settlement.poll().orElseThrow();
    }

    void delete(MessageInHand message) {
        assertThat(message.decide(Stage.DELETING)).isTrue();
        settlement.delete(message);
    }

    void giveBack(MessageInHand message, Duration delay) {
        assertThat(message.decide(Stage.RETURNING)).isTrue();
        settlement.giveBack(message, delay);
    }

    List<MessageInHand> deletes() {
        return settlement.poll().stream()
                .map(SettlementWork.Delete.class::cast)
                .flatMap(work -> work.tasks().stream())
                .map(Task::message)
                .toList();
    }

    List<MessageInHand> extensions() {
        return settlement.poll().stream()
                .map(SettlementWork.Extend.class::cast)
                .flatMap(work -> work.messages().stream())
                .toList();
    }

    static Task taskOf(SettlementWork work) {
        return ((SettlementWork.Delete) work).tasks().getFirst();
    }
}
