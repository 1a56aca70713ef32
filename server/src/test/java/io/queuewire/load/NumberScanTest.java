package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NumberScanTest {

    private final NumberScan scan = new NumberScan("seq");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "42[\"load\",{\"seq\":17,\"ts\":5}]                   | 17",
                "{\"event\":\"load\",\"data\":{\"a\":1,\"seq\":0}}    | 0",
                "{\"seq\": 123}                                       | 123",
                "{\"seq\":12.75}                                      | 12",
                "{\"seq\":999999999999999999}                         | 999999999999999999",
                "{\"seq\":\"7\"}                                      | -1",
                "{\"seq\":-7}                                         | -1",
                "{\"text\":\"\\\"seq\\\":5\"}                         | -1",
                "{\"sequence\":5}                                     | -1",
                "{\"seq\":                                            | -1",
                "{\"se                                                | -1",
                "                                                     | -1"
            })
    void findsTheNumberBehindTheName(String text, long number) {
        assertThat(find(text == null ? "" : text)).isEqualTo(number);
    }

    @Test
    void looksNoFurtherThanTheMessage() {
        byte[] bytes = bytes("{\"seq\":1234}{\"seq\":5}");

        assertThat(scan.find(bytes, 0, 9)).isEqualTo(12);
        assertThat(scan.find(bytes, 0, 5)).isEqualTo(NumberScan.NONE);
        assertThat(scan.find(bytes, 12, bytes.length)).isEqualTo(5);
    }

    private static LongStream seeds() {
        return Seeds.some(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsItWhereverItMovesTo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long number = random.nextLong(1_000_000_000_000L);
            String before = "\"x\":\"" + "é\"".repeat(random.nextInt(2)) + "y".repeat(random.nextInt(5)) + "\",";
            String after = random.nextBoolean() ? "}" : ",\"seq\":0}";

            assertThat(find("{" + before + "\"seq\":" + number + after)).isEqualTo(number);
        }
    }

    private long find(String text) {
        byte[] bytes = bytes(text);
        return scan.find(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
