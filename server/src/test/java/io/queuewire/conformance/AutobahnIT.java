package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.session.Rate;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The Autobahn test suite against the echo at {@code /ws}. It takes minutes and runs Python in a JVM of its own, so it has
 * a Maven profile; see docs/conformance.md. The suite's own verdict ignores wrong close codes, hence ours.
 */
@EnabledIfSystemProperty(
        named = AutobahnIT.CLIENT,
        matches = ".+",
        disabledReason = "the Autobahn suite is run by the Maven profile autobahn")
class AutobahnIT {

    /** Names the folder with the two jars of the fuzzing client. */
    static final String CLIENT = "queuewire.autobahn.client";

    private static final String AGENT = "queuewire";
    private static final int FIFTEEN_MINUTES = 15 * 60;

    /** Group 9 sends messages of 16 MiB, some of them in 65,536 fragments. */
    private static final WebSocketLimits FOR_LARGE_MESSAGES = new WebSocketLimits(
            20 << 20,
            100_000,
            new Rate(10, 20),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5),
            new OutboundLimits(20 << 20, Duration.ofSeconds(30)));

    @Test
    void framesTextAndClosesAreExactlyRight() throws Exception {
        try (ConformanceServer server = ConformanceServer.start(Profile.SUITE.unhurried(), TransportKind.AUTO)) {
            assertSound(run("protocol", server, "1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"), 247);
        }
    }

    @Test
    void largeMessagesAndManyFragmentsComeBack() throws Exception {
        try (ConformanceServer server = ConformanceServer.start(
                Profile.SUITE.unhurried().withMaxPayload(FOR_LARGE_MESSAGES.maxPayload()),
                0,
                TransportKind.AUTO,
                1,
                FOR_LARGE_MESSAGES)) {
            assertSound(run("large", server, "9.*"), 54);
        }
    }

    private static void assertSound(AutobahnReport report, int cases) {
        System.out.println("Autobahn: " + report.summary());
        assertThat(report.failures()).isEmpty();
        assertThat(report.size()).isEqualTo(cases);
    }

    /**
     * Runs cases, and once more those that failed: the client gives many of them half a second for everything, which on a
     * busy machine it may need for itself.
     */
    private static AutobahnReport run(String name, ConformanceServer server, String... cases)
            throws IOException, InterruptedException {
        AutobahnReport report = runOnce(name, server, cases);
        if (report.failures().isEmpty()) {
            return report;
        }
        System.out.println("Autobahn: once more " + report.failures());
        return report.with(runOnce(name + "-again", server, report.failedCases().toArray(String[]::new)));
    }

    private static AutobahnReport runOnce(String name, ConformanceServer server, String... cases)
            throws IOException, InterruptedException {
        Path out = Files.createDirectories(Path.of("target", "autobahn-report", name));
        Path index = out.resolve("index.json");
        Files.deleteIfExists(index);
        Path spec = Files.writeString(
                out.resolve("spec.json"), spec(out, server, cases).text());
        Process client = new ProcessBuilder(command(spec))
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("client.log").toFile())
                .start();
        try {
            assertThat(client.waitFor(FIFTEEN_MINUTES, TimeUnit.SECONDS)).isTrue();
        } finally {
            client.destroyForcibly();
        }
        assertThat(index).as("see client.log beside it").exists();
        return AutobahnReport.parse(Files.readString(index), AGENT);
    }

    private static RawJson spec(Path out, ConformanceServer server, String... cases) {
        RawJson none = RawJson.array(List.of());
        return RawJson.object(Map.of(
                "outdir", RawJson.string(out.toString()),
                "servers",
                        RawJson.array(List.of(RawJson.object(Map.of(
                                "agent", RawJson.string(AGENT),
                                "url", RawJson.string("ws://127.0.0.1:" + server.port() + "/ws"))))),
                "cases", RawJson.array(Stream.of(cases).map(RawJson::string).toList()),
                "exclude-cases", none,
                "exclude-agent-cases", RawJson.EMPTY_OBJECT));
    }

    private static List<String> command(Path spec) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(CLIENT)))) {
            jars = files.sorted().toList();
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                        File.pathSeparator, jars.stream().map(Path::toString).toList()),
                "org.python.util.jython",
                Path.of("src", "test", "resources", "autobahn", "fuzz.py").toString(),
                jars.getFirst().toString(),
                spec.toString());
    }
}
