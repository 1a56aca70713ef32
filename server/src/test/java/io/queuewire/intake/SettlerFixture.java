package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.ScriptedQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A settler with a queue that answers as it is told, and the messages that it settles. */
abstract class SettlerFixture {

    static final Duration VISIBILITY = Duration.ofSeconds(30);
    static final Fault UNAVAILABLE = new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later");

    /** More than any of these tests makes: what the gates do is not their subject. */
    static final int CALLS_PER_SECOND = 1_000;

    final ManualClock clock = new ManualClock();

    /** How much time passes with each look at the clock. */
    Duration passing = Duration.ZERO;

    final RecordingMetrics metrics = new RecordingMetrics();
    final ScriptedQueue queue = new ScriptedQueue();
    final InFlightLimit limit = new InFlightLimit(100, 100L * ReceivedMessage.LARGEST);
    final InHand inHand = new InHand(limit, clock::nanos);
    final SettlementGates gates = Parts.gates(CALLS_PER_SECOND, clock::nanos);
    final Settlement settlement = new Settlement(inHand, VISIBILITY, false, gates, metrics, this::look);
    final Ending ending = ending(MessageTracer.NONE);
    final QueueHealth health = new QueueHealth(queue.url(), clock);
    final Settler settler = new Settler(settlement, ending, VISIBILITY, health, metrics, clock::nanos);

    Ending ending(MessageTracer tracer) {
        return new Ending(
                queue.url(), inHand, settlement, new DuplicateWindow(Duration.ZERO, clock::nanos), metrics, tracer);
    }

    long look() {
        clock.advance(passing);
        return clock.nanos();
    }

    /** No retry is waited for. */
    void letTimePass() {
        passing = Duration.ofSeconds(1);
    }

    /** Messages m0, m1 and so on. */
    List<MessageInHand> take(int count) throws InterruptedException {
        try (InFlightLimit.Reservation room = limit.reserve(count)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> inHand.take(ReceivedMessages.of("m" + i, "body"), room))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    void comesAgain(String id, String receipt) throws InterruptedException {
        ReceivedMessage again = new ReceivedMessage(
                id, "body", Map.of(), receipt, 2, Instant.EPOCH, Optional.empty(), Optional.empty());
        try (InFlightLimit.Reservation room = limit.reserve(1)) {
            assertThat(inHand.take(again, room)).isEmpty();
        }
    }

    void deliver(MessageInHand message) {
        ending.end(message, new Outcome.Delivered(1));
    }

    /** Lets the settler work, on this thread, until the queue has given its last answer; nothing waits to be gathered. */
    void settle() {
        settlement.hurry();
        queue.whenOver(settlement::end);
        settler.accept(new QueueThread("settle", queue, settler));
    }

    Optional<Fault> fault() {
        return health.settlementFault().map(IntakeStatus.Ongoing::fault);
    }

    static EntryResult[] done(int messages) {
        return IntStream.range(0, messages).mapToObj(i -> EntryResult.DONE).toArray(EntryResult[]::new);
    }
}
