package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.testkit.LoggedEvents;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
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
    private static final Fault TOO_LARGE =
            new Fault(Fault.Kind.CONFIGURATION, "InvalidParameterValue", "must be shorter than 1024 bytes");
    private static final Fault UNAVAILABLE = new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later");

    private final ManualClock clock = new ManualClock();
    private final BreakableSink sink = new BreakableSink();
    private final ParkingQueue parking = new ParkingQueue(sink, clock, new Backoff(() -> 0), clock::nanos);
    private final ParkingLot lot = new ParkingLot(new QueueUrl("http://h/1/items"), parking);
    private final ParkingLot lotOfOthers = new ParkingLot(new QueueUrl("http://h/1/orders"), parking);

    @AfterEach
    void close() {
        lot.close();
        lotOfOthers.close();
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
    void severalQueuesTogetherMakeNoMoreCallsThanOne() {
        sink.breakBy(new SourceException(UNAVAILABLE));

        for (int i = 0; i < 20; i++) {
            assertThat(park().join()).isFalse();
            assertThat(parkElsewhere().join()).isFalse();
        }

        assertThat(sink.calls()).isEqualTo(3);
        clock.advance(A_SECOND);
        sink.mend();
        assertThat(parkElsewhere().join()).isTrue();
        assertThat(park().join()).isTrue();
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
    void aMessageThatIsRefusedForItselfIsNoOutage() {
        try (LoggedEvents faults = new LoggedEvents(QueueHealth.class);
                LoggedEvents refusals = new LoggedEvents(ParkingLot.class)) {
            sink.breakBy(new MessageRefusedException(TOO_LARGE));

            assertThat(parkMany(5)).containsOnly(false);
            assertThat(sink.calls()).isEqualTo(5);
            sink.mend();
            assertThat(park().join()).isTrue();

            assertThat(faults.messages()).isEmpty();
            assertThat(refusals.messages())
                    .hasSize(5)
                    .containsOnly("queue http://h/1/items: message m cannot be parked, http://h/1/parked refuses it:"
                            + " InvalidParameterValue: must be shorter than 1024 bytes");
        }
    }

    @Test
    void aQueueThatLooksAtMessagesAgainWorks() {
        sink.breakBy(new SourceException(UNAVAILABLE));
        park().join();
        sink.breakBy(new MessageRefusedException(TOO_LARGE));
        clock.advance(A_SECOND);

        assertThat(park().join()).isFalse();
        assertThat(fault()).isEmpty();
        sink.mend();
        assertThat(parkMany(20)).containsOnly(true);
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

    private CompletableFuture<Boolean> parkElsewhere() {
        return lotOfOthers.park(message(), "not JSON").toCompletableFuture();
    }

    private MessageInHand message() {
        return new MessageInHand(ReceivedMessages.of("m", "{"), clock::nanos);
    }

    private Optional<Fault> fault() {
        return parking.fault().map(IntakeStatus.Ongoing::fault);
    }
}
