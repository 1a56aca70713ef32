package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {

    private static final Path SHOWN = Path.of("my.yml");

    @TempDir
    private Path folder;

    @Test
    void nestedAndDottedKeysSayTheSame() throws IOException {
        Layer nested = read("queue:\n  wait: 5s\n  on-invalid: drop\n");
        Layer dotted = read("queue.wait: 5s\nqueue.on-invalid: drop\n");

        assertThat(values(nested)).isEqualTo(values(dotted)).containsExactly("queue.wait=5s", "queue.on-invalid=drop");
    }

    @Test
    void valuesKeepTheFormInWhichTheyWereWritten() throws IOException {
        assertThat(values(read("port: 0010\npresence: on\nqueue.region: 1e3\nlog.format: 'json'\n")))
                .containsExactly("port=0010", "presence=on", "queue.region=1e3", "log.format=json");
    }

    @Test
    void everyValueKnowsItsLine() throws IOException {
        assertThat(read("# a comment\nqueue:\n\n  wait: 5s\nport: 1\n").entries())
                .extracting(entry -> entry.origin().description())
                .containsExactly("my.yml line 4", "my.yml line 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a comment\n", "port:\nqueue:\n  url: ~\n", "---\n"})
    void aKeyWithoutAValueSaysNothing(String yaml) throws IOException {
        assertThat(read(yaml)).isEqualTo(new LayerDraft().finish());
    }

    @Test
    void aKeyGivenTwiceIsAMistakeInEverySpelling() throws IOException {
        assertThat(mistakes("port: 1\nport: 2\n"))
                .containsExactly("port = \"2\" (my.yml line 2): expected each key once, it is also at my.yml line 1");
        assertThat(mistakes("queue: {wait: 5s}\nqueue.wait: 6s\n")).hasSize(1);
    }

    @Test
    void brokenYamlIsNamedWithItsLine() throws IOException {
        assertThat(mistakes("port: 1\n  host: x\n"))
                .singleElement()
                .asString()
                .startsWith("YAML (my.yml line 2): expected valid YAML: mapping values are not allowed here");
    }

    @Test
    void anUnquotedStarIsExplained() throws IOException {
        assertThat(mistakes("origins: *\n"))
                .singleElement()
                .asString()
                .startsWith("YAML (my.yml line 1)")
                .endsWith("(a value that starts with * needs quotes)");
    }

    @Test
    void brokenYamlDoesNotShowTheFile() throws IOException {
        assertThat(mistakes("management.token: s3cret: s3cret\n"))
                .singleElement()
                .asString()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- port\n",
                "just a text\n",
                "queue.url: [[a]]\n",
                "queue.url: [{a: b}]\n",
                "? [a]\n: b\n",
                "a: &a {b: *a}\n",
                "a: &a [x]\nb: *a\n",
                "port: 1\n---\nport: 2\n"
            })
    void everythingButKeysWithTextsIsAMistake(String yaml) throws IOException {
        assertThat(mistakes(yaml))
                .isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake).contains("my.yml"));
    }

    @Test
    void aListWhereOneValueIsDueIsAMistake() throws IOException {
        Layer layer = read("port: [1, 2]\n");

        assertThat(layer.entries()
                        .getFirst()
                        .key()
                        .read(layer.entries().getFirst().value()))
                .isEqualTo(new Reading.Refused<>("1, 2", "one value, not a list: a number from 0 to 65535"));
    }

    @Test
    void aMissingFileIsAMistake() {
        assertThat(YamlFile.read(folder.resolve("missing.yml"), Path.of("missing.yml"))
                        .mistakes())
                .extracting(ConfigMistake::describe)
                .containsExactly("--config = \"missing.yml\" (--config): expected a readable file of at most 1 MiB");
    }

    @Test
    void aFolderIsNotAFile() {
        assertThat(YamlFile.read(folder, SHOWN).mistakes()).hasSize(1);
    }

    @Test
    void anEndlessFileIsNotRead() throws IOException {
        assertThat(mistakes("#".repeat((1 << 20) + 1)))
                .singleElement()
                .asString()
                .contains("at most 1 MiB");
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        Path file = folder.resolve("my.yml");
        Files.write(file, "queue.default-event: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(YamlFile.read(file, SHOWN).mistakes())
                .extracting(ConfigMistake::expected)
                .containsExactly("a file in UTF-8");
    }

    private Layer read(String yaml) throws IOException {
        return YamlFile.read(Files.writeString(folder.resolve("my.yml"), yaml), SHOWN);
    }

    private List<String> mistakes(String yaml) throws IOException {
        return read(yaml).mistakes().stream().map(ConfigMistake::describe).toList();
    }

    private static List<String> values(Layer layer) {
        return layer.entries().stream()
                .map(entry -> entry.key().name() + "=" + entry.value().text())
                .toList();
    }
}
