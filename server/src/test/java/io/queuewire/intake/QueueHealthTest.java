package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.queuewire.intake.QueueHealth.Side;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class QueueHealthTest {

    private static final Fault THROTTLED = new Fault(Fault.Kind.PASSING, "RequestThrottled", "slow down");
    private static final Fault RESET = new Fault(Fault.Kind.PASSING, "SocketException", "reset");
    private static final Fault DENIED = new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "no");

    private final ManualClock clock = new ManualClock();
    private final QueueHealth health = new QueueHealth(new QueueUrl("http://h/1/items"), clock);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(QueueHealth.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Test
    void aFaultIsToldOnceWhenItStartsWithCodeAndQueue() {
        health.failed(Side.POLLS, THROTTLED);
        health.failed(Side.POLLS, THROTTLED);
        health.failed(Side.POLLS, RESET);

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("http://h/1/items", "RequestThrottled");
        });
    }

    @Test
    void itIsToldOnceAMinuteWhileItLasts() {
        for (int seconds = 0; seconds <= 180; seconds++) {
            health.failed(Side.POLLS, THROTTLED);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(log.list).hasSize(4);
        assertThat(log.list.get(1).getFormattedMessage()).contains("still fails at polls, for 60 s and 61 calls");
    }

    @Test
    void itIsToldOnceWhenItIsOver() {
        health.failed(Side.POLLS, THROTTLED);
        health.failed(Side.POLLS, THROTTLED);
        clock.advance(Duration.ofSeconds(7));

        health.succeeded(Side.DELETES);
        assertThat(log.list).hasSize(1);
        health.succeeded(Side.POLLS);
        health.succeeded(Side.POLLS);

        assertThat(log.list).hasSize(2);
        assertThat(log.list.get(1).getLevel()).isEqualTo(Level.INFO);
        assertThat(log.list.get(1).getFormattedMessage())
                .contains("works again at polls, after 7 s and 2 failed calls");
    }

    @Test
    void eachKindOfCallHasItsOwnBeginningAndEnd() {
        health.failed(Side.DELETES, DENIED);
        clock.advance(Duration.ofSeconds(5));
        health.failed(Side.POLLS, new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone"));
        clock.advance(Duration.ofSeconds(5));
        health.succeeded(Side.POLLS);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "queue http://h/1/items fails at deletes: AccessDenied: no; trying again until it works",
                        "queue http://h/1/items fails at polls: QueueDoesNotExist: gone; trying again until it works",
                        "queue http://h/1/items works again at polls, after 5 s and 1 failed calls");
        assertThat(health.fault(Side.DELETES)).isPresent();
    }

    @Test
    void ofTheCallsThatSettleMessagesDeletesAreToldFirst() {
        health.failed(Side.VISIBILITY, THROTTLED);
        assertThat(health.settlementFault().map(IntakeStatus.Ongoing::fault)).contains(THROTTLED);

        health.failed(Side.DELETES, DENIED);

        assertThat(health.settlementFault().map(IntakeStatus.Ongoing::fault)).contains(DENIED);
    }

    @Test
    void aConfigurationFaultIsAnErrorAndToldEvenInAnOutage() {
        health.failed(Side.POLLS, THROTTLED);
        health.failed(Side.POLLS, DENIED);

        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.ERROR);
    }

    @Test
    void aSecondOutageIsToldAgain() {
        health.failed(Side.POLLS, THROTTLED);
        health.succeeded(Side.POLLS);
        health.failed(Side.POLLS, THROTTLED);

        assertThat(log.list).hasSize(3);
    }

    @Test
    void theStatusKnowsWhatFailsAndSinceWhen() {
        health.failed(Side.DELETES, DENIED);
        clock.advance(Duration.ofSeconds(5));
        health.failed(Side.DELETES, DENIED);

        assertThat(Map.of(
                        Side.POLLS, health.fault(Side.POLLS),
                        Side.DELETES, health.fault(Side.DELETES)))
                .satisfies(faults -> assertThat(faults.get(Side.POLLS)).isEmpty())
                .satisfies(faults -> assertThat(faults.get(Side.DELETES))
                        .contains(
                                new IntakeStatus.Ongoing(DENIED, clock.instant().minusSeconds(5), clock.instant())));
    }
}
