package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCommandTest {

    private static final String RULES = """
            - name: placed
              match: {pointer: /type, equals: placed}
              set: {event: order_placed, room: {pointer: /region}, ttl: 1500ms, key: {pointer: /id}}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @BeforeEach
    void writeRules() throws IOException {
        file("rules.yml", RULES);
    }

    @Test
    void aBodyAloneIsShownAsItWouldBeDelivered() throws IOException {
        file("body.json", " {\"id\": 1}\n");

        assertThat(run("body.json")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                event      item_added
                audience   everyone
                namespace  /
                ttl        none
                key        none
                rule       none
                data       {"id": 1}
                """);
    }

    @Test
    void rulesCanBeTried() throws IOException {
        file("queuewire.yml", "routes: [{set: {event: configured}}]\n");
        file("body.json", "{\"type\":\"placed\",\"region\":[\"us\",\"eu\"],\"id\":7}");

        assertThat(run("body.json", "--rules", "rules.yml")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                event      order_placed
                audience   room eu, room us
                namespace  /
                ttl        1500ms
                key        7
                rule       placed
                data       {"type":"placed","region":["us","eu"],"id":7}
                """);
    }

    @Test
    void configuredRulesCountWithoutOthers() throws IOException {
        file("queuewire.yml", "routes: [{set: {event: configured}}]\n");
        file("body.json", "{}");

        assertThat(run("body.json")).isZero();
        assertThat(out.toString()).contains("event      configured").contains("rule       1");
    }

    @Test
    void asJsonEverythingIsThereForPrograms() {
        input = "{\"body\":{\"type\":\"placed\",\"region\":\"eu\",\"id\":1.0},\"attributes\":{\"user\":\"b,a\"}}";

        assertThat(run("-", "--rules", "rules.yml", "--json")).isZero();
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        "{\"outcome\":\"deliver\",\"event\":\"order_placed\",\"everyone\":false,"
                                + "\"rooms\":[\"eu\"],\"users\":[\"a\",\"b\"],\"namespace\":\"/\",\"ttl\":\"1500ms\","
                                + "\"key\":\"1.0\",\"rule\":\"placed\",\"data\":{\"type\":\"placed\",\"region\":\"eu\",\"id\":1.0}}\n");
    }

    @Test
    void anInvalidMessageFailsWithTheReason() {
        input = "{\"type\":\"placed\"}";

        assertThat(run("-", "--rules", "rules.yml")).isEqualTo(1);
        assertThat(out.toString())
                .isEqualToNormalizingNewlines("invalid    route 'placed': room from pointer '/region' finds nothing\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatTheAwsCommandPrintsIsUnderstood() {
        input = """
                {"Messages": [
                  {"MessageId": "1", "ReceiptHandle": "r", "MD5OfBody": "m", "Body": "{\\"id\\": 1}",
                   "Attributes": {"SentTimestamp": "1700000000000"},
                   "MessageAttributes": {"event": {"StringValue": "sold", "DataType": "String"},
                                         "room": {"StringValue": "5", "DataType": "Number"},
                                         "seal": {"BinaryValue": "AAEC", "DataType": "Binary"}}},
                  {"MessageId": "2", "Body": "nonsense"}
                ]}""";

        assertThat(run("-")).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains("event      sold", "audience   room 5", "data       {\"id\": 1}", "")
                .anySatisfy(line -> assertThat(line).startsWith("invalid    body is not JSON"));
    }

    @Test
    void oneMessageOfThatIsUnderstoodToo() {
        input = "{\"Body\":\"[1]\",\"MessageAttributes\":{\"key\":{\"StringValue\":\"k\",\"DataType\":\"String\"}}}";

        assertThat(run("-", "--json")).isZero();
        assertThat(out.toString()).contains("\"key\":\"k\"").contains("\"data\":[1]");
    }

    @Test
    void anObjectWithOtherMembersIsABody() {
        input = "{\"body\":\"x\",\"id\":1}";

        assertThat(run("-")).isZero();
        assertThat(out.toString()).contains("data       {\"body\":\"x\",\"id\":1}");
    }

    @Test
    void attributesCanBeAddedOnTheCommandLine() {
        input = "1";

        assertThat(run("-", "--attribute", "event=sold", "--attribute", "user=ann"))
                .isZero();
        assertThat(out.toString()).contains("event      sold").contains("audience   user ann");
    }

    @Test
    void aTestOfStorageNotificationsIsForNobody() {
        input = "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}";

        assertThat(run("-")).isZero();
        assertThat(out.toString()).startsWith("for nobody");
        assertThat(run("-", "--json")).isZero();
        assertThat(out.toString()).contains("{\"outcome\":\"nobody\",\"reason\":");
    }

    @Test
    void nothingInAMessageSteersTheTerminal() {
        input = "{\"body\":\"[1,\\n\\t2]\",\"attributes\":{\"key\":\"\\u001b[31mred\\u009b\"}}";

        assertThat(run("-")).isZero();
        assertThat(out.toString()).contains("key         [31mred ").contains("data       [1,  2]");
        assertThat(out.toString().lines()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Messages\":[]}",
                "{\"Messages\":[1]}",
                "{\"Messages\":[{\"MessageId\":\"1\"}]}",
                "{\"Body\":1}",
                "{\"body\":1,\"attributes\":[]}",
                "{\"body\":1,\"attributes\":{\"a\":true}}",
                "{\"body\":1,\"attributes\":{\"a\":{\"DataType\":\"String\"}}}",
                "{\"Body\":\"1\",\"MessageAttributes\":{\"a\":{\"BinaryValue\":\"?\"}}}"
            })
    void aMessageThatIsNoneIsMisuse(String text) {
        input = text;

        assertThat(run("-")).isEqualTo(2);
        assertThat(err.toString()).startsWith("queuewire route: FILE '-': ").contains("expected");
    }

    @Test
    void aFileThatIsNotThereAndRulesThatAreWrongAreMisuse() throws IOException {
        assertThat(run("missing.json")).isEqualTo(2);
        assertThat(err.toString()).contains("FILE 'missing.json': expected a readable file");

        file("rules.yml", "- match: {pointer: x}\n  set: {ttl: soon}\n");
        input = "1";
        assertThat(run("-", "--rules", "rules.yml")).isEqualTo(2);
        assertThat(err.toString())
                .contains("2 mistakes")
                .contains("route 1 match pointer = \"x\" (rules.yml line 1)")
                .contains("route 1 set.ttl = \"soon\" (rules.yml line 2)");

        assertThat(run()).isEqualTo(2);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "route";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandTree.of(List.of(new RouteCommand(
                        new Caller(Map.of(), folder),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
