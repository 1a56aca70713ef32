package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void allMistakesAreListedAtOnce() {
        assertThat(run(
                        "ftp://x",
                        "--clients",
                        "0",
                        "--for",
                        "soon",
                        "--rate",
                        "0/s",
                        "--publish",
                        "x",
                        "--time",
                        "a\"b"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("URL ftp://x: expected http(s)://HOST")
                .contains("--clients 0: expected 1 to")
                .contains("--for soon: expected a duration such as")
                .contains("--rate 0/s: expected 1/s to")
                .contains("--publish x: expected http(s)://HOST")
                .contains("--time a\"b: expected letters")
                .contains("Help: queuewire load --help");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--protocol, carrier-pigeon",
        "--scenario, picnic",
        "--clients, many",
        "--clients, 10000000",
        "--stay, 1001",
        "--every, 0",
        "--size, 0",
        "--connecting, 0",
        "--sources, -1",
        "--threads, -1",
        "--for, 0s",
        "--for, 999999999999s",
        "--warm-up, soon",
        "--number, ''",
    })
    void aBadValueIsBadUsageAndNamesTheOption(String option, String value) {
        assertThat(run("http://127.0.0.1:1", option, value)).isEqualTo(2);
        assertThat(err.toString()).contains(option);
    }

    @Test
    void aBadRateOfChurnIsFoundWhereItMatters() {
        assertThat(run("--scenario", "churn", "--churn", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--churn x: expected");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "load";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandTree.of(List.of(new LoadCommand()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
