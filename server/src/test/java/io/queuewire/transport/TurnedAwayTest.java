package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.LoggedEvents;
import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnedAwayTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void theLogTellsOfTheFirstAtOnceAndOfTheOthersOnceAMinute() {
        TurnedAway turnedAway = new TurnedAway("connections.max", 3, clock::nanos);
        try (LoggedEvents log = new LoggedEvents(TurnedAway.class)) {
            for (int i = 0; i < 5; i++) {
                turnedAway.oneMore();
            }
            assertThat(log.messages()).containsExactly("connections.max (3) is reached, connections turned away: 1");
            clock.advance(Duration.ofMinutes(1));
            turnedAway.oneMore();
            assertThat(log.messages()).hasSize(2).last().asString().endsWith(": 5");
        }
    }
}
