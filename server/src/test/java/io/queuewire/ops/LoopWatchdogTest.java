package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.queuewire.testkit.LoggedEvents;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchdogTest {

    private static final Duration THRESHOLD = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final LoggedEvents log = new LoggedEvents(LoopWatchdog.class);
    private final ManualClock clock = new ManualClock();
    private final FakeLoop loop = new FakeLoop("loop-1");
    private final FakeLoop other = new FakeLoop("loop-2");
    private final LoopWatchdog watchdog = new LoopWatchdog(List.of(loop, other), THRESHOLD, clock::nanos);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aLoopThatGetsOnIsNotMentioned() {
        loop.overdue = THRESHOLD.minusNanos(1);
        look();

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void aBlockedLoopIsReportedOnceWithItsStack() {
        loop.overdue = Duration.ofMillis(120);
        look();
        loop.overdue = Duration.ofMillis(145);
        look();

        assertThat(log.messages())
                .containsExactly("event loop loop-1 is blocked, for 120 ms now, and all its clients wait");
        assertThat(log.events().getFirst())
                .extracting(ILoggingEvent::getThrowableProxy)
                .satisfies(blocked -> {
                    assertThat(blocked.getMessage()).isEqualTo("loop-1 was here");
                    assertThat(blocked.getStackTraceElementProxyArray())
                            .extracting(frame -> frame.getStackTraceElement().getMethodName())
                            .containsExactly("sleep", "read");
                });
    }

    @Test
    void theEndIsReportedWithHowLongItTook() {
        loop.overdue = Duration.ofMillis(120);
        look();
        loop.overdue = Duration.ofMillis(145);
        look();
        loop.overdue = Duration.ZERO;
        look();
        look();

        assertThat(log.messages()).hasSize(2).last().isEqualTo("event loop loop-1 gets on again, after 170 ms");
    }

    @Test
    void everyIncidentIsOneOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            loop.overdue = THRESHOLD;
            look();
            loop.overdue = Duration.ZERO;
            look();
        }

        assertThat(log.messages()).hasSize(6);
    }

    @Test
    void loopsAreWatchedOneByOne() {
        loop.overdue = THRESHOLD;
        look();
        other.overdue = THRESHOLD;
        look();

        assertThat(log.messages())
                .satisfiesExactly(
                        first -> assertThat(first).contains("loop-1 is blocked"),
                        second -> assertThat(second).contains("loop-2 is blocked"));
    }

    @Test
    void aLoopThatOnlyWantsAProcessorIsNotToBlame() {
        loop.overdue = Duration.ofSeconds(1);
        loop.waits = true;
        look();

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void aLoopThatGotOnWhileItsStackWasTakenIsNotToBlame() {
        loop.overdue = THRESHOLD;
        loop.overdueOnceSeen = Duration.ZERO;
        look();

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void whenTheWholeProcessStoodStillNoLoopIsToBlame() {
        loop.overdue = Duration.ofSeconds(2);
        clock.advance(Duration.ofSeconds(2));
        watchdog.look();
        assertThat(log.messages()).isEmpty();

        look();
        assertThat(log.messages()).hasSize(1);
    }

    private void look() {
        clock.advance(LOOK);
        watchdog.look();
    }

    /** A loop that is as late as the test says. */
    private static final class FakeLoop implements WatchedLoop {

        private final String name;
        private Duration overdue = Duration.ZERO;
        private Duration overdueOnceSeen = Duration.ofDays(1);
        private boolean waits;

        private FakeLoop(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration overdue() {
            return overdue;
        }

        @Override
        public StackTraceElement[] stack() {
            if (overdueOnceSeen.isZero()) {
                overdue = overdueOnceSeen;
            }
            return new StackTraceElement[] {frame("java.lang.Thread", "sleep"), frame("Disk", "read")};
        }

        @Override
        public boolean waits(StackTraceElement[] stack) {
            return waits;
        }

        private static StackTraceElement frame(String type, String method) {
            return new StackTraceElement(type, method, "Some.java", 1);
        }
    }
}
