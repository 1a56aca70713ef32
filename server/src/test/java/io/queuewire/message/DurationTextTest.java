package io.queuewire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.Seeds;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    private static final Duration LONGEST = Duration.ofDays(999_999_999);
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "0ms, PT0S",
        "500ms, PT0.5S",
        "' 20s ', PT20S",
        "2m, PT2M",
        "12h, PT12H",
        "4d, PT96H",
        "1209600000ms, PT336H",
        "10000000000s, PT10000000000S",
        "00000000000000000000000500ms, PT0.5S"
    })
    void aCountAndAUnitAreADuration(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5", "s", "-5s", "+5s", "1.5s", "5 s", "5y", "5S", "\u0665s", "1s1s"})
    void anythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"86399999913600000, ms", "86399999913600, s", "1439999998560, m", "23999999976, h", "999999999, d"})
    void theLongestIsTheSameInEachUnitAndNothingLongerIsOne(long count, String unit) {
        assertThat(DurationText.parse(count + unit)).contains(LONGEST);
        assertThat(DurationText.parse(count + 1 + unit)).isEmpty();
    }

    @Test
    void noCountIsTooLongToBeAnswered() {
        for (String unit : UNITS.keySet()) {
            assertThat(DurationText.parse(Long.MAX_VALUE + unit)).isEmpty();
            assertThat(DurationText.parse("9".repeat(100_000) + unit)).isEmpty();
            assertThat(DurationText.parse("0".repeat(100_000) + "7" + unit))
                    .contains(UNITS.get(unit).multipliedBy(7));
            assertThat(DurationText.parse("0".repeat(100_000))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsADurationFitsBesideATime(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            BigInteger count = new BigInteger(random.nextInt(80), random);
            for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
                BigInteger millis =
                        count.multiply(BigInteger.valueOf(unit.getValue().toMillis()));
                boolean fits = millis.compareTo(BigInteger.valueOf(LONGEST.toMillis())) <= 0;

                assertThat(DurationText.parse(count + unit.getKey()).map(Duration::toMillis))
                        .as("seed %s: %s%s", seed, count, unit.getKey())
                        .isEqualTo(fits ? Optional.of(millis.longValueExact()) : Optional.empty());
            }
        }
        Instant now = Instant.parse("2026-05-04T10:00:00Z");
        assertThat(now.plus(LONGEST)).isAfter(now);
        assertThat(now.minus(LONGEST)).isBefore(now);
    }

    static LongStream seeds() {
        return Seeds.some(3);
    }
}
