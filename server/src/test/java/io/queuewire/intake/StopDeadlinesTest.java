package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopDeadlinesTest {

    private static final long NOW = -5;

    @ParameterizedTest
    @CsvSource({
        // the stop, queue.wait; polls, hand-offs, all in milliseconds
        "22000,  5000,  7000, 19000",
        "22000, 20000, 21000, 21000",
        " 7000,  5000,  6000,  6000",
        " 9000,  7000,  8000,  8000",
        " 7000,  1000,  3000,  4667",
        " 5000, 20000,  4000,  4000",
        "  900,  5000,   600,   600"
    })
    void aPollEndsByItselfWhereThatLeavesASecondToSettle(long most, long wait, long polls, long handOffs) {
        StopDeadlines deadlines = StopDeadlines.of(NOW, Duration.ofMillis(most), Duration.ofMillis(wait));

        assertThat(millis(deadlines.polls())).isEqualTo(polls);
        assertThat(millis(deadlines.handOffs())).isEqualTo(handOffs);
        assertThat(millis(deadlines.settlement())).isEqualTo(most);
    }

    private static long millis(long moment) {
        return Math.round((moment - NOW) / 1e6);
    }
}
