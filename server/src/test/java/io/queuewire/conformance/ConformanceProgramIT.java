package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conformance server as a process of its own. */
class ConformanceProgramIT {

    private static final Pattern ANNOUNCEMENT =
            Pattern.compile("conformance server, profile (\\S+), on http://127\\.0\\.0\\.1:(\\d+)/");

    @Test
    void servesUntilItIsStoppedAndThatIsNoFailure() throws Exception {
        Process process = start("--port=0", "--profile", "cases", "--transport", "nio");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            Matcher announcement = ANNOUNCEMENT.matcher(String.valueOf(output.readLine()));
            assertThat(announcement.matches()).isTrue();
            assertThat(announcement.group(1)).isEqualTo("cases");
            try (RawConnection client = RawConnection.open(Integer.parseInt(announcement.group(2)))) {
                client.send("GET /engine.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(client.response().text()).startsWith("0{");
            }

            process.destroy();

            assertThat(exitCode(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTakenPortIsAFailureThatNamesThePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));

            assertThat(errors(process)).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(exitCode(process)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--profile other | --profile other: expected one of suite, cases, engine-client, client",
                "--port many     | --port many: expected a number from 0 to 65535",
                "--port 65536    | --port 65536: expected a number from 0 to 65535",
                "--port          | --port: expected a value behind it",
                "--transport tcp | --transport tcp: expected one of auto, io_uring, epoll, nio",
                "--colour red    | unknown option: --colour"
            })
    void aWrongCommandLineIsExplained(String arguments, String explanation) throws Exception {
        Process process = start(arguments.split(" "));

        assertThat(errors(process))
                .contains("queuewire conformance: " + explanation)
                .contains("--help");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ConformanceProgram.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return process.exitValue();
    }
}
