package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.testkit.Seeds;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000;

    static LongStream seeds() {
        return Seeds.some(5);
    }

    @Test
    void theBurstIsThereAtOnce() {
        assertThat(taken(new RateLimit(new Rate(20, 60), 0), 0, 100)).isEqualTo(60);
    }

    @Test
    void whatIsUsedUpGrowsAgainButNotBeyondTheBurst() {
        RateLimit limit = new RateLimit(new Rate(20, 60), 0);
        taken(limit, 0, 60);
        assertThat(taken(limit, SECOND, 100)).isEqualTo(20);
        assertThat(taken(limit, 1_000 * SECOND, 100)).isEqualTo(60);
    }

    private static int taken(RateLimit limit, long now, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limit.tryTake(now) ? 1 : 0;
        }
        return taken;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoAlwaysTriesGetsTheRateWhateverTheRhythm(long seed) {
        Random random = new Random(seed);
        RateLimit limit = new RateLimit(new Rate(20, 60), 0);
        long now = 0;
        int taken = 0;
        while (now < 100 * SECOND) {
            now += random.nextLong(SECOND / 10);
            taken += taken(limit, now, 5);
        }
        assertThat(taken).isBetween(60 + 20 * 99, 60 + 20 * 101);
    }

    @Test
    void aRateIsPositive() {
        assertThatThrownBy(() -> new Rate(0, 1)).hasMessageStartingWith("0.0 a second");
        assertThatThrownBy(() -> new Rate(1, 0)).hasMessageContaining("0 at once");
    }
}
