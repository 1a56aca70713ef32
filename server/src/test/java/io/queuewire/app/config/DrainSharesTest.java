package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrainSharesTest {

    @Test
    void queuesLeaveClientsTheirTime() {
        DrainShares shares = shares(30, 5, 5);

        assertThat(shares.queues()).isEqualTo(Duration.ofSeconds(22));
        assertThat(shares.lastSteps()).isEqualTo(Duration.ofSeconds(3));
        assertThat(shares.closing()).isEqualTo(Duration.ofSeconds(1));
        assertThat(shares.needed()).isEqualTo(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({
        // limit, queue.wait, grace and spread; time of the queues, whether a poll ends by itself
        "30, 20, 5, 22, true",
        "30, 5, 20, 15, true",
        "25, 20, 0, 22, true",
        "12, 7, 5, 9, true",
        "10, 5, 5, 7, true",
        "10, 6, 5, 7, false",
        "10, 1, 1, 6, true",
        "8, 20, 5, 5, false"
    })
    void aPollGoesBeforeAnEvenGoodbye(long limit, long wait, long goodbyes, long queues, boolean ends) {
        DrainShares shares = shares(limit, wait, goodbyes);

        assertThat(shares.queues()).isEqualTo(Duration.ofSeconds(queues));
        assertThat(shares.leavesPolls()).isEqualTo(ends);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 2_000, 3_000, 5_999})
    void ofAShortStopHalfIsTheQueues(long millis) {
        DrainShares shares = new DrainShares(Duration.ofMillis(millis), Duration.ofSeconds(5), Duration.ofSeconds(5));

        assertThat(shares.queues()).isEqualTo(Duration.ofMillis(millis).dividedBy(2));
        assertThat(shares.queues().plus(shares.lastSteps())).isEqualTo(Duration.ofMillis(millis));
        assertThat(shares.closing()).isPositive().isLessThan(shares.lastSteps());
    }

    private static DrainShares shares(long limit, long wait, long goodbyes) {
        return new DrainShares(Duration.ofSeconds(limit), Duration.ofSeconds(wait), Duration.ofSeconds(goodbyes));
    }
}
