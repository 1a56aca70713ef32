package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ConfigProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandTreeTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandItNamesThemAndFails() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("expected a command: config").contains("Help: queuewire --help");
    }

    @Test
    void helpOfAllCommandsFitsOnAScreen() {
        CommandTree.of(Main.commands(new Caller(Map.of(), folder)))
                .setOut(new PrintWriter(out, true))
                .execute("--help");

        assertThat(out.toString().lines())
                .hasSizeLessThan(40)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(88));
        assertThat(out.toString())
                .contains("SQS", "Exit codes: 0")
                .contains("  demo ", "  serve ", "  publish ", "  listen ", "  config ");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("config", "--help")).isZero();
        assertThat(out.toString()).contains("--config").contains("--set").contains("--for");
    }

    @Test
    void theVersionIsKnown() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("queuewire ");
    }

    @Test
    void aMisspelledCommandIsBadUsage() {
        assertThat(run("confg")).isEqualTo(2);
        assertThat(err.toString()).contains("confg").contains("Did you mean: queuewire config?");
    }

    @Test
    void anUnknownOptionIsBadUsageOfItsCommand() {
        assertThat(run("config", "--prot", "1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("queuewire config: ").contains("Help: queuewire config --help");
    }

    @Test
    void configPrintsEveryValueWithItsOrigin() throws IOException {
        Files.writeString(folder.resolve("queuewire.yml"), "port: 0\n");

        assertThat(run("config", "--set", "queue.wait=1s", "--set", "queue.pollers=2"))
                .isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .containsPattern("port: +0 +# queuewire.yml line 1")
                .containsPattern("queue.wait: +1s +# --set")
                .containsPattern("queue.pollers: +2 +# --set")
                .containsPattern("host: +0.0.0.0 +# default");
    }

    @Test
    void configShowsWhatACommandPresumes() {
        assertThat(run("config", "--for", "demo")).isZero();
        assertThat(out.toString()).containsPattern("host: +127.0.0.1 +# default of demo");
    }

    @Test
    void configListsWhatACommandMisses() {
        assertThat(run("config", "--for", "serve")).isEqualTo(2);
        assertThat(err.toString()).contains("queue.url (default): expected one or more SQS queue URLs");
    }

    @Test
    void configPrintsAlsoWhenItIsBroken() {
        assertThat(run("config", "--config", "missing.yml", "--set", "port=x", "--set", "nonsense=1"))
                .isEqualTo(2);
        assertThat(out.toString()).containsPattern("port: +x +# --set, cannot be used");
        assertThat(err.toString().lines()).hasSize(4).first().isEqualTo("queuewire: 3 mistakes in the configuration");
    }

    @Test
    void aCommandThatNeedsItsConfigurationListsAllMistakes() {
        assertThat(run("needy", "--set", "port=x")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("2 mistakes")
                .contains("port = \"x\" (--set): expected a number from 0 to 65535")
                .contains("queue.url (default)")
                .contains("queuewire config");
    }

    @Test
    void anExpectedFailureIsOneLine() {
        assertThat(run("failing")).isEqualTo(1);
        assertThat(err.toString()).isEqualToNormalizingNewlines("queuewire failing: port 8080 is in use\n");
    }

    @Test
    void anUnexpectedFailureShowsWhereItHappened() {
        assertThat(run("defective", "--now")).isEqualTo(1);
        assertThat(err.toString()).contains("[defective, --now]").contains("CommandTreeTest$Defective");
    }

    private int run(String... arguments) {
        Caller caller = new Caller(Map.of(), folder);
        CommandLine tree =
                CommandTree.of(List.of(new ConfigCommand(caller), new Needy(caller), new Failing(), new Defective()));
        return tree.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Command(name = "needy")
    private static final class Needy implements Runnable {

        @CommandLine.Mixin
        private final ConfigOptions options;

        Needy(Caller caller) {
            this.options = new ConfigOptions(caller);
        }

        @Override
        public void run() {
            options.apply(ConfigProfile.RELAY);
        }
    }

    @Command(name = "failing")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new CommandFailedException("port 8080 is in use");
        }
    }

    @Command(name = "defective")
    private static final class Defective implements Runnable {

        @CommandLine.Option(names = "--now")
        private boolean now;

        @Override
        public void run() {
            throw new IllegalStateException("a defect, now: " + now);
        }
    }
}
