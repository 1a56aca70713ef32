package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuickServeTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    static Stream<String> plainCommandLines() {
        return Stream.of(
                "serve",
                "serve --set port=0",
                "serve --set port=0 --set queue.url=http://127.0.0.1:9324/000000000000/items",
                "serve --config relay.yml",
                "serve --set port=1 --config relay.yml --set port=2",
                "serve --set origins=http://a.example,http://b.example",
                "serve --config missing.yml --set port=x --set nonsense=1");
    }

    @ParameterizedTest
    @MethodSource("plainCommandLines")
    void readsAPlainCommandLineLikeTheLibrary(String commandLine) throws IOException {
        Files.writeString(folder.resolve("relay.yml"), "port: 7\nqueue.wait: 3s\n");
        String[] arguments = commandLine
                .replace("relay.yml", folder.resolve("relay.yml").toString())
                .split(" ");

        assertThat(quickly(arguments)).isEqualTo(slowly(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "--version",
                "serve --help",
                "serve --set",
                "serve --set --config",
                "serve --set=port=1",
                "serve --set @values",
                "serve --set \"port=1\"",
                "serve --config a.yml --config b.yml",
                "serve --prot 1",
                "serve port=1",
                "help serve"
            })
    void leavesEverythingElseToTheLibrary(String commandLine) {
        assertThat(QuickServe.options(caller(), commandLine.split(" "))).isEmpty();
    }

    @Test
    void saysWhatIsWrongLikeEveryCommand() {
        String[] arguments = {"serve", "--set", "port=x"};
        ConfigOptions options = QuickServe.options(caller(), arguments).orElseThrow();
        assertThat(QuickServe.run(options, new PrintWriter(err, true), arguments))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("2 mistakes")
                .contains("port = \"x\" (--set): expected a number from 0 to 65535")
                .contains("queue.url (default)")
                .contains("queuewire config");
    }

    private String quickly(String... arguments) {
        return report(QuickServe.options(caller(), arguments).orElseThrow());
    }

    private String slowly(String... arguments) {
        ServeLike parsed = new ServeLike(caller());
        CommandTree.of(List.of(parsed)).execute(arguments);
        return report(parsed.options);
    }

    private static String report(ConfigOptions options) {
        Configuration configuration = options.read(ConfigProfile.RELAY);
        return configuration.report() + configuration.mistakes();
    }

    private Caller caller() {
        return new Caller(Map.of(), folder);
    }

    @CommandLine.Command(name = "serve")
    private static final class ServeLike implements Runnable {

        @CommandLine.Mixin
        private final ConfigOptions options;

        ServeLike(Caller caller) {
            this.options = new ConfigOptions(caller);
        }

        @Override
        public void run() {}
    }
}
