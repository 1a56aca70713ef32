package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityParsersTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "0ms, PT0S", "20s, PT20S", "2m, PT2M", "12h, PT12H", "090s, PT90S"})
    void readsDurations(String text, Duration duration) {
        assertThat(QuantityParsers.duration("0s", "12h").reading().apply(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "5S", "-5s", "1.5s", "5d", "1h30m", "9999999999s", "٥s"})
    void refusesWhatIsNoDuration(String text) {
        assertThat(QuantityParsers.duration("0s", "336h").reading().apply(text)).isEmpty();
    }

    @Test
    void keepsDurationsWithinTheirRange() {
        Parser<Duration> parser = QuantityParsers.duration("1s", "20s");

        assertThat(parser.reading().apply("1000ms")).contains(Duration.ofSeconds(1));
        assertThat(parser.reading().apply("20s")).contains(Duration.ofSeconds(20));
        assertThat(parser.reading().apply("999ms")).isEmpty();
        assertThat(parser.reading().apply("20001ms")).isEmpty();
        assertThat(parser.expected()).contains("1s").contains("20s");
    }

    @Test
    void refusesFractionsOfASecondForTheQueue() {
        Parser<Duration> parser = QuantityParsers.wholeSeconds("1s", "20s");

        assertThat(parser.reading().apply("2000ms")).contains(Duration.ofSeconds(2));
        assertThat(parser.reading().apply("2500ms")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "65536, 65536", "64KiB, 65536", "1MiB, 1048576", "1GiB, 1073741824"})
    void readsSizes(String text, int bytes) {
        assertThat(QuantityParsers.size(1).reading().apply(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "64KB", "64kib", "1.5MiB", "-1", "1073741825", "2GiB", "999999999999GiB", "0x10"})
    void refusesWhatIsNoSizeOrTooLarge(String text) {
        assertThat(QuantityParsers.size(1).reading().apply(text)).isEmpty();
    }

    @Test
    void readsSizesThatDoNotFitAnInt() {
        assertThat(QuantityParsers.longSize(1, 64L << 30).reading().apply("64GiB"))
                .contains(64L << 30);
        assertThat(QuantityParsers.longSize(1, 64L << 30).reading().apply("65GiB"))
                .isEmpty();
    }

    @Test
    void readsRatesWithTheirBurst() {
        assertThat(QuantityParsers.rate().reading().apply("20/s")).contains(new Rate(20));
        assertThat(new Rate(20).burst()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "0/s", "20/m", "/s", "-1/s", "20 / s", "1000000/s0"})
    void refusesWhatIsNoRate(String text) {
        assertThat(QuantityParsers.rate().reading().apply(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "80.0", "", "8080 ", "99999999999"})
    void refusesWhatIsNoPort(String text) {
        assertThat(QuantityParsers.integer(0, 65535).reading().apply(text)).isEmpty();
    }
}
