package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.IntakeStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Optional<IntakeStatus.Ongoing> settlementFault = Optional.empty();

    @Test
    void aQueueIsServedWhenAPollHasSucceededWithinThreeWaits() {
        assertThat(status(Optional.of(NOW.minusSeconds(15)), Optional.empty()).problem(NOW))
                .isEmpty();
        assertThat(status(Optional.of(NOW.minusSeconds(16)), Optional.empty()).problem(NOW))
                .contains("the last poll that succeeded was 16 s ago");
    }

    @Test
    void beforeTheFirstPollItIsNotServed() {
        assertThat(status(Optional.empty(), Optional.empty()).problem(NOW)).contains("no poll has succeeded yet");
    }

    @Test
    void aFaultThatMayPassCountsOnlyWhenItLasts() {
        Fault fault = new Fault(Fault.Kind.PASSING, "SocketException", "reset");

        assertThat(status(Optional.of(NOW), Optional.of(fault)).problem(NOW)).isEmpty();
        assertThat(status(Optional.of(NOW.minusSeconds(20)), Optional.of(fault)).problem(NOW))
                .contains("the last poll that succeeded was 20 s ago: SocketException: reset");
    }

    @Test
    void aConfigurationFaultCountsAtOnce() {
        Fault fault = new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone");

        assertThat(status(Optional.of(NOW), Optional.of(fault)).problem(NOW))
                .contains("polls are refused: QueueDoesNotExist: gone");
        assertThat(status(Optional.of(NOW.plusSeconds(1)), Optional.of(fault)).problem(NOW.plusSeconds(2)))
                .as("a poll succeeded after it")
                .isEmpty();
    }

    @Test
    void whatKeepsPollsFromBeingMadeIsSaid() {
        Fault fault = new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "sqs:DeleteMessage");
        settlementFault = Optional.of(new IntakeStatus.Ongoing(fault, NOW, NOW));

        assertThat(status(Optional.of(NOW), Optional.empty()).problem(NOW)).isEmpty();
        assertThat(status(Optional.of(NOW.minusSeconds(40)), Optional.empty()).problem(NOW))
                .contains("the last poll that succeeded was 40 s ago with 7 messages in hand, which fail to be settled:"
                        + " AccessDenied: sqs:DeleteMessage");
    }

    @Test
    void aPausedQueueIsServedAsItsOperatorWants() {
        Optional<Instant> longAgo = Optional.of(NOW.minusSeconds(3_600));

        assertThat(status(State.PAUSED, longAgo, Optional.empty(), Optional.empty())
                        .problem(NOW))
                .isEmpty();
    }

    @Test
    void afterAPauseTheWatchBeginsAnew() {
        Optional<Instant> longAgo = Optional.of(NOW.minusSeconds(3_600));

        assertThat(status(State.POLLING, longAgo, Optional.of(NOW.minusSeconds(15)), Optional.empty())
                        .problem(NOW))
                .isEmpty();
        assertThat(status(State.POLLING, longAgo, Optional.of(NOW.minusSeconds(16)), Optional.empty())
                        .problem(NOW))
                .contains("the last poll that succeeded was 3600 s ago");
    }

    private IntakeStatus status(Optional<Instant> lastPoll, Optional<Fault> fault) {
        return status(State.POLLING, lastPoll, Optional.empty(), fault);
    }

    private IntakeStatus status(
            State state, Optional<Instant> lastPoll, Optional<Instant> resumed, Optional<Fault> fault) {
        return new IntakeStatus(
                new QueueUrl("http://h/1/items"),
                state,
                Duration.ofSeconds(5),
                lastPoll,
                resumed,
                Duration.ZERO,
                fault.map(value -> new IntakeStatus.Ongoing(value, NOW, NOW)),
                settlementFault,
                Optional.empty(),
                7,
                0,
                Optional.empty());
    }
}
