package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.RouteField;
import io.queuewire.intake.RoutingRule;
import io.queuewire.intake.Source;
import io.queuewire.json.JsonPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {

    private static final String RULES = """
            - name: orders
              match: [{pointer: /type, equals: placed}, {attribute: shop}]
              set:
                event: order_placed
                room: [eu, "a b"]
                user: {pointer: /customer/id}
                namespace: orders
                ttl: 2m
                key: {attribute: id}
            - set: {}
            """;

    private static final List<RoutingRule> READ = List.of(
            new RoutingRule(
                    "orders",
                    List.of(
                            new RoutingRule.Condition(pointer("type"), Optional.of("placed")),
                            new RoutingRule.Condition(new Source.Attribute("shop"), Optional.empty())),
                    Map.of(
                            RouteField.EVENT,
                            new Source.Constant("order_placed"),
                            RouteField.ROOM,
                            new Source.Constant("eu,a b"),
                            RouteField.USER,
                            pointer("customer", "id"),
                            RouteField.NAMESPACE,
                            new Source.Constant("orders"),
                            RouteField.TTL,
                            new Source.Constant("2m"),
                            RouteField.KEY,
                            new Source.Attribute("id"))),
            new RoutingRule("2", List.of(), Map.of()));

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void rulesStandInTheConfigurationFile() throws IOException {
        file("queuewire.yml", "namespaces: [/, /orders]\nroutes:\n" + RULES);

        assertThat(load().serverConfig().routes()).isEqualTo(READ);
    }

    @Test
    void aFileOfTheirOwnTakesThePlaceOfThoseInTheConfiguration() throws IOException {
        file("queuewire.yml", "namespaces: [/, /orders]\nroutes: [{set: {event: other}}]\n");
        file("rules.yml", "# ours\n" + RULES);
        variables.put("QUEUEWIRE_ROUTES_FILE", "rules.yml");

        Configuration configuration = load();

        assertThat(configuration.serverConfig().routes()).isEqualTo(READ);
        assertThat(configuration.report())
                .containsPattern("routes: +\\[\\{name: orders, .*# rules.yml line 2")
                .containsPattern("routes.file: +rules.yml +# variable QUEUEWIRE_ROUTES_FILE");
    }

    @Test
    void aFileOfTheirOwnMayNameTheKey() throws IOException {
        file("queuewire.yml", "namespaces: [/, /orders]\nroutes: {file: rules.yml}\n");
        file("rules.yml", "routes:\n" + RULES);

        assertThat(load().serverConfig().routes()).isEqualTo(READ);
    }

    @Test
    void anEmptyFileOfRulesIsNoRules() throws IOException {
        file("rules.yml", "# none yet\n");

        assertThat(load("routes.file=rules.yml").serverConfig().routes()).isEmpty();
    }

    @Test
    void theReportCanBeReadBack() throws IOException {
        file("queuewire.yml", "namespaces: [/, /orders]\nroutes:\n" + RULES + """
                - name: "odd, {one}"
                  match: {pointer: "", equals: "null"}
                  set: {key: "#1: a", room: {pointer: /a~1b/~0}}
                """);
        Configuration configuration = load();

        file("queuewire.yml", configuration.report());

        assertThat(load().serverConfig()).isEqualTo(configuration.serverConfig());
    }

    @Test
    void noTextCanBeRules() {
        variables.put("QUEUEWIRE_ROUTES", "[]");
        String expected = "expected a list of rules in the YAML file, or routes.file with a file of their own";

        assertThat(mistakes("routes=[]"))
                .containsExactly(
                        "routes = \"[]\" (variable QUEUEWIRE_ROUTES): " + expected,
                        "routes = \"[]\" (--set): " + expected);
    }

    @Test
    void everyMistakeIsListedWithItsLine() throws IOException {
        file("queuewire.yml", """
                routes:
                  - nmae: x
                    match: {attribute: a, pointer: /b}
                    set: {event: connect, room: " , ", ttl: soon, key: }
                  - match: [{equals: 1}, 7, {pointer: a/b}, {pointer: /a, equals: [1]}]
                    set: {evnet: x, user: {pointer: /u, attribute: a}, room: {path: /r}}
                  - name: {a: b}
                    match: {pointer: /a}
                  - just a text
                  - set: {event: a, event: b, namespace: [[a]]}
                  - set: nothing
                """);

        assertThat(mistakes())
                .containsExactly(
                        "route 1 = \"nmae\" (queuewire.yml line 2): expected a rule: name, match and set",
                        "route 1 match (queuewire.yml line 3): expected either {attribute: NAME} or {pointer: /PATH}",
                        "route 1 set.event = \"connect\" (queuewire.yml line 4): expected an event name of 1 to 128"
                                + " characters that is not reserved",
                        "route 1 set.room = \" , \" (queuewire.yml line 4): expected one or more names, with commas between"
                                + " them",
                        "route 1 set.ttl = \"soon\" (queuewire.yml line 4): expected a duration such as 500ms, 20s or 2m",
                        "route 1 set.key (queuewire.yml line 4): expected a text, {attribute: NAME} or {pointer: /PATH}",
                        "route 2 match (queuewire.yml line 5): expected either {attribute: NAME} or {pointer: /PATH}",
                        "route 2 match = \"7\" (queuewire.yml line 5): expected {attribute: NAME} or {pointer: /PATH}, with"
                                + " equals: TEXT or, without it, whatever is there",
                        "route 2 match pointer = \"a/b\" (queuewire.yml line 5): expected a JSON pointer such as /order/id:"
                                + " each part after a slash, ~1 for / and ~0 for ~",
                        "route 2 match equals (queuewire.yml line 5): expected a text",
                        "route 2 set = \"evnet\" (queuewire.yml line 6): expected a mapping with any of event, room, user,"
                                + " namespace, ttl, key",
                        "route 2 set.user (queuewire.yml line 6): expected either {attribute: NAME} or {pointer: /PATH}",
                        "route 2 set.room = \"path\" (queuewire.yml line 6): expected {attribute: NAME} or {pointer:"
                                + " /PATH}",
                        "route 2 set.room (queuewire.yml line 6): expected either {attribute: NAME} or {pointer: /PATH}",
                        "route 3 name (queuewire.yml line 7): expected a text",
                        "route 3 (queuewire.yml line 7): expected set, with any of event, room, user, namespace, ttl, key;"
                                + " {} leaves a message as it is",
                        "route 4 = \"just a text\" (queuewire.yml line 9): expected a rule: name, match and set",
                        "route 5 set = \"event\" (queuewire.yml line 10): expected each name once",
                        "route 5 set.namespace (queuewire.yml line 10): expected a text, {attribute: NAME} or {pointer:"
                                + " /PATH}",
                        "route 6 set = \"nothing\" (queuewire.yml line 11): expected a mapping with any of event, room,"
                                + " user, namespace, ttl, key");
    }

    @Test
    void aConstantNamespaceHasToExist() throws IOException {
        file("queuewire.yml", "port: 1\nroutes:\n" + RULES);

        assertThat(mistakes())
                .containsExactly(
                        "routes = \"orders\" (queuewire.yml line 2): expected route orders to set one of the namespaces: /");
    }

    @Test
    void aFileOfRulesHasToBeOne() throws IOException {
        file("config.yml", "port: 1\nroutes: []\n");

        assertThat(mistakes("routes.file=missing.yml"))
                .containsExactly("routes.file = \"missing.yml\" (--set): expected a readable file of at most 1 MiB");
        assertThat(mistakes("routes.file=config.yml"))
                .containsExactly("routes.file (config.yml line 1): expected a list of rules, or routes: and that list");
    }

    private static Source.Pointer pointer(String... tokens) {
        return new Source.Pointer(new JsonPointer(List.of(tokens)));
    }

    private List<String> mistakes(String... assignments) {
        return load(assignments).mistakes().stream()
                .map(ConfigMistake::describe)
                .toList();
    }

    private Configuration load(String... assignments) {
        return ConfigLoader.load(
                new ConfigSources(ConfigProfile.GENERAL, Optional.empty(), folder, variables, List.of(assignments)));
    }

    private void file(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }
}
