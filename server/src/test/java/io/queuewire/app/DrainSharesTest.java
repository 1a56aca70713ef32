package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainSharesTest {

    @Test
    void ofALongStopAllButThreeSecondsAreTheQueues() {
        DrainShares shares = new DrainShares(Duration.ofSeconds(30));

        assertThat(shares.queues()).isEqualTo(Duration.ofSeconds(27));
        assertThat(shares.lastSteps()).isEqualTo(Duration.ofSeconds(3));
        assertThat(shares.closing()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 2_000, 3_000, 5_999})
    void ofAShortStopHalfIsTheQueues(long millis) {
        DrainShares shares = new DrainShares(Duration.ofMillis(millis));

        assertThat(shares.queues()).isEqualTo(Duration.ofMillis(millis).dividedBy(2));
        assertThat(shares.queues().plus(shares.lastSteps())).isEqualTo(Duration.ofMillis(millis));
        assertThat(shares.closing()).isPositive().isLessThan(shares.lastSteps());
    }
}
