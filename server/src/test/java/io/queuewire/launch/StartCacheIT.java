package io.queuewire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache of the distribution that this build has packaged. */
class StartCacheIT {

    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();
    private static final Path CACHE = DIST.resolve("start.aot");

    @TempDir
    private Path folder;

    @Test
    void knowsTheProgramAndIsSilent() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("start-up caches came with JDK 25")
                .isGreaterThanOrEqualTo(25);
        assumeThat(CACHE).as("this build was told not to make one").exists();

        Run run = run("-XX:AOTCache=" + CACHE, "-Xlog:class+load:file=loaded");

        assertThat(run.output()).startsWith("host:").contains("log.format:").doesNotContain("[aot]");
        assertThat(run.errors()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .anyMatch(line -> line.contains("io.queuewire.app.PushServer source: shared objects file"))
                .anyMatch(line -> line.contains("io.netty.channel.AbstractChannel source: shared objects file"));
    }

    @Test
    void isMadeOfARehearsalThatWentWell() throws Exception {
        assumeThat(CACHE).as("this build was told not to make one").exists();

        assertThat(Files.readString(Path.of("target", "rehearsal.log")))
                .contains("PushServer: stopped")
                .doesNotContain("the rehearsal failed");
    }

    @Test
    void oneThatDoesNotFitIsPassedOverInSilence() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("start-up caches came with JDK 25")
                .isGreaterThanOrEqualTo(25);
        Path other = Files.writeString(folder.resolve("other.aot"), "something else");

        for (Path cache : List.of(other, folder.resolve("missing.aot"))) {
            Run run = run("-XX:AOTCache=" + cache);

            assertThat(run.output()).startsWith("host:").doesNotContain("[aot]");
            assertThat(run.errors()).isEmpty();
        }
    }

    private Run run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + DIST.resolve("java-options")));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xlog:aot*=off",
                "-cp",
                DIST.resolve("lib/queuewire-server.jar").toString(),
                "io.queuewire.app.Main",
                "config"));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        assertThat(process.exitValue()).isZero();
        return new Run(Files.readString(output), Files.readString(errors));
    }

    private record Run(String output, String errors) {}
}
