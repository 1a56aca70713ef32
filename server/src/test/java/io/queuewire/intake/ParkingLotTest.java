package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParkingLotTest {

    private static final Duration A_SECOND = Duration.ofMillis(1_100);
    private static final Fault UNAVAILABLE = new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later");

    private final ManualClock clock = new ManualClock();
    private final BreakableSink sink = new BreakableSink();
    private final QueueHealth health = new QueueHealth(sink.url(), clock);
    private final ParkingLot lot =
            new ParkingLot(new QueueUrl("http://h/1/items"), sink, health, new Backoff(() -> 0), clock::nanos);

    @AfterEach
    void close() {
        lot.close();
    }

    @Test
    void aMessageIsParkedWithItsReason() {
        assertThat(park().join()).isTrue();

        assertThat(sink.sent())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.attributes())
                        .containsEntry("queuewire-reason", AttributeValue.Text.of("not JSON")));
    }

    @Test
    void aMessageThatWasGivenBackMeanwhileIsNotParked() {
        MessageInHand message = message();
        message.decide(MessageInHand.Stage.RETURNING);

        assertThat(lot.park(message, "not JSON").toCompletableFuture().join()).isFalse();
        assertThat(sink.calls()).isZero();
    }

    @Test
    void inAnOutageThreeCallsAreMadeInASecondAndNothingWaitsForThem() {
        sink.breakBy(new SourceException(UNAVAILABLE));

        assertThat(parkMany(20)).containsOnly(false);
        assertThat(sink.calls()).isEqualTo(3);
        clock.advance(A_SECOND);
        assertThat(parkMany(20)).containsOnly(false);
        assertThat(sink.calls()).isEqualTo(6);
        assertThat(fault()).contains(UNAVAILABLE);
    }

    @Test
    void afterAnOutageEverythingIsParkedAgain() {
        sink.breakBy(new SourceException(UNAVAILABLE));
        parkMany(20);
        sink.mend();
        clock.advance(A_SECOND);

        assertThat(parkMany(20)).containsOnly(true);
        assertThat(fault()).isEmpty();
    }

    @Test
    void aProbeThatBreaksIsNotTheLast() {
        sink.breakBy(new SourceException(UNAVAILABLE));
        park().join();
        sink.breakBy(new IllegalStateException("Connection pool shut down"));
        assertThatThrownBy(() -> park().join()).hasRootCauseMessage("Connection pool shut down");
        assertThat(fault()).map(Fault::code).contains("IllegalStateException");
        sink.mend();
        clock.advance(A_SECOND);

        assertThat(park().join()).isTrue();
        assertThat(fault()).isEmpty();
    }

    @Test
    void aLotThatIsClosedParksNothing() {
        lot.close();

        assertThat(park().join()).isFalse();
        assertThat(sink.calls()).isZero();
    }

    private List<Boolean> parkMany(int count) {
        return IntStream.range(0, count).mapToObj(i -> park().join()).toList();
    }

    private CompletableFuture<Boolean> park() {
        return lot.park(message(), "not JSON").toCompletableFuture();
    }

    private MessageInHand message() {
        return new MessageInHand(ReceivedMessages.of("m", "{"), clock::nanos);
    }

    private Optional<Fault> fault() {
        return health.fault(QueueHealth.Side.PARKING).map(IntakeStatus.Ongoing::fault);
    }

    /** Takes messages, unless it is told to fail. */
    private static final class BreakableSink implements MessageSink {

        private final List<OutgoingMessage> sent = new ArrayList<>();
        private Optional<RuntimeException> failure = Optional.empty();
        private int calls;

        @Override
        public QueueUrl url() {
            return new QueueUrl("http://h/1/parked");
        }

        @Override
        public synchronized String send(OutgoingMessage message) {
            calls++;
            if (failure.isPresent()) {
                throw failure.get();
            }
            sent.add(message);
            return "id";
        }

        synchronized void breakBy(RuntimeException by) {
            failure = Optional.of(by);
        }

        synchronized void mend() {
            failure = Optional.empty();
        }

        synchronized int calls() {
            return calls;
        }

        synchronized List<OutgoingMessage> sent() {
            return List.copyOf(sent);
        }
    }
}
