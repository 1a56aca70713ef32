package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.app.config.ServerConfig.LogFormat;
import io.queuewire.app.config.ServerConfig.NoAudience;
import io.queuewire.app.config.ServerConfig.OnInvalid;
import io.queuewire.app.config.ServerConfig.TransportChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @Test
    void hasTheDocumentedDefaults() {
        ServerConfig config = load(ConfigProfile.GENERAL).serverConfig();

        assertThat(config.listener())
                .isEqualTo(new ServerConfig.Listener(
                        "0.0.0.0",
                        8080,
                        new AllowedOrigins(false, Set.of()),
                        Set.of(),
                        new StaticRoot.Bundled(),
                        false,
                        TransportChoice.AUTO));
        assertThat(config.loopWatchdog()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.management()).isEqualTo(new ServerConfig.Management("127.0.0.1", 9090, Optional.empty()));
        assertThat(config.queue())
                .isEqualTo(new ServerConfig.Queue(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        500,
                        Duration.ofMinutes(5),
                        OnInvalid.LEAVE,
                        Optional.empty(),
                        NoAudience.DELETE,
                        "item_added",
                        true));
        assertThat(config.relay())
                .isEqualTo(
                        new ServerConfig.Relay(Set.of("/"), Set.of("item_removed"), new Rate(20), List.of("*"), false));
        assertThat(config.clients())
                .isEqualTo(new ServerConfig.Clients(
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        64 * 1024,
                        1024 * 1024,
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        OptionalInt.empty(),
                        0));
        assertThat(config.replay())
                .isEqualTo(new ServerConfig.Replay(Duration.ofMinutes(2), 10_000, 64L << 20, Optional.empty()));
        assertThat(config.drain())
                .isEqualTo(new ServerConfig.Drain(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30)));
        assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void demoIsForThisMachineOnly() {
        ServerConfig config = load(ConfigProfile.DEMO).serverConfig();

        assertThat(config.listener().host()).isEqualTo("127.0.0.1");
        assertThat(config.listener().hosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
        assertThat(config.listener().demo()).isTrue();
        assertThat(config.relay().presence()).isTrue();
    }

    @Test
    void checksumsCanBeSwitchedOff() {
        assertThat(load(ConfigProfile.RELAY, "queue.url=" + QUEUE, "queue.checksums=off")
                        .serverConfig()
                        .queue()
                        .checksums())
                .isFalse();
    }

    @Test
    void laterPlacesWin() throws IOException {
        file("port: 1001\nmanagement.port: 1002\nping.interval: 3s\nping.timeout: 4s\n");
        variables.put("QUEUEWIRE_PING_INTERVAL", "5s");
        variables.put("QUEUEWIRE_PING_TIMEOUT", "6s");
        variables.put("QUEUEWIRE_MANAGEMENT_PORT", "1003");

        Configuration configuration = load(ConfigProfile.DEMO, "ping.timeout=7s", "host=::1");

        ServerConfig config = configuration.serverConfig();
        assertThat(config.listener().port()).isEqualTo(1001);
        assertThat(config.management().port()).isEqualTo(1003);
        assertThat(config.clients().pingInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.clients().pingTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.listener().host()).isEqualTo("::1");
        assertThat(configuration.report().lines().map(String::strip))
                .anySatisfy(line -> assertThat(line).matches("port: +1001 +# queuewire.yml line 1"))
                .anySatisfy(line ->
                        assertThat(line).matches("management.port: +1003 +# variable QUEUEWIRE_MANAGEMENT_PORT"))
                .anySatisfy(line -> assertThat(line).matches("ping.timeout: +7s +# --set"))
                .anySatisfy(line -> assertThat(line).matches("presence: +on +# default of demo"))
                .anySatisfy(line -> assertThat(line).matches("transport: +auto +# default"));
    }

    @Test
    void readsListsFromEveryPlace() throws IOException {
        file("queue:\n  url: [" + QUEUE + ", " + QUEUE + "2]\nclient-events: item_removed, item_moved\n");
        variables.put("QUEUEWIRE_NAMESPACES", "/, orders ,/orders");

        ServerConfig config = load(ConfigProfile.RELAY, "origins=https://a.example,https://b.example:444")
                .serverConfig();

        assertThat(config.queue().urls()).containsExactly(URI.create(QUEUE), URI.create(QUEUE + "2"));
        assertThat(config.relay().clientEvents()).containsExactlyInAnyOrder("item_removed", "item_moved");
        assertThat(config.relay().namespaces()).containsExactlyInAnyOrder("/", "/orders");
        assertThat(config.listener().origins())
                .isEqualTo(new AllowedOrigins(false, Set.of("https://a.example", "https://b.example:444")));
    }

    @Test
    void aStarOpensOriginsAndHosts() {
        ServerConfig config = load(ConfigProfile.DEMO, "origins=*", "hosts=*").serverConfig();

        assertThat(config.listener().origins().any()).isTrue();
        assertThat(config.listener().hosts()).isEmpty();
    }

    @Test
    void anEmptyListIsPossibleAndTurnsClientEventsOff() {
        assertThat(load(ConfigProfile.GENERAL, "client-events=")
                        .serverConfig()
                        .relay()
                        .clientEvents())
                .isEmpty();
    }

    @Test
    void theLastOfARepeatedSetOptionWins() {
        assertThat(load(ConfigProfile.GENERAL, "port=1", "port=2")
                        .serverConfig()
                        .listener()
                        .port())
                .isEqualTo(2);
    }

    @Test
    void listsAllMistakesOfAllPlacesAtOnce() throws IOException {
        file("queue:\n  wait: 45s\n  wiat: 5s\nport: 80000\n");
        variables.put("QUEUEWIRE_TRANSPORT", "kqueue");
        variables.put("QUEUEWIRE_PROT", "8080");

        Configuration configuration = load(ConfigProfile.RELAY, "queue.visibility=1s", "port", "nonsense=1");

        assertThat(configuration.mistakes().stream().map(ConfigMistake::describe))
                .containsExactlyInAnyOrder(
                        "queue.wait = \"45s\" (queuewire.yml line 2): expected whole seconds from 1s to 20s, such as 20s or 2m",
                        "queue.wiat = \"5s\" (queuewire.yml line 3): expected a known key, the nearest is queue.wait",
                        "port = \"80000\" (queuewire.yml line 4): expected a number from 0 to 65535",
                        "transport = \"kqueue\" (variable QUEUEWIRE_TRANSPORT): expected one of auto, io_uring, epoll, nio",
                        "QUEUEWIRE_PROT = \"8080\" (variable QUEUEWIRE_PROT): expected a known key, the nearest is QUEUEWIRE_PORT",
                        "queue.visibility = \"1s\" (--set): expected whole seconds from 2s to 12h, such as 20s or 2m",
                        "--set = \"port\" (--set): expected key=value",
                        "nonsense = \"1\" (--set): expected a known key, the command config prints all of them",
                        "queue.url (default): expected one or more SQS queue URLs, this command needs them");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(configuration::serverConfig)
                .satisfies(e -> assertThat(e.mistakes()).hasSize(9));
    }

    @Test
    void namesTheOneItemThatSpoilsAList() {
        assertThat(mistakes("client-events=item_removed,connect,item_moved"))
                .singleElement()
                .asString()
                .startsWith("client-events = \"connect\" (--set): expected event names");
    }

    @Test
    void aMistakeBelowAnOverrideIsAMistake() throws IOException {
        file("port: many\n");

        assertThat(mistakes("port=8080"))
                .singleElement()
                .asString()
                .startsWith("port = \"many\" (queuewire.yml line 1)");
    }

    @Test
    void parkingNeedsAQueueThatIsNotRead() {
        assertThat(mistakes("queue.on-invalid=park"))
                .containsExactly(
                        "queue.parking-url = \"none\" (default): expected an SQS queue URL, since queue.on-invalid is park");
        assertThat(mistakes("queue.on-invalid=park", "queue.url=" + QUEUE, "queue.parking-url=" + QUEUE))
                .singleElement()
                .asString()
                .contains("in circles");
        assertThat(mistakes("queue.on-invalid=park", "queue.url=" + QUEUE, "queue.parking-url=" + QUEUE + "-parked"))
                .isEmpty();
    }

    @Test
    void managementLeavesTheMachineOnlyWithAToken() {
        assertThat(mistakes("management.host=0.0.0.0"))
                .containsExactly(
                        "management.host = \"0.0.0.0\" (--set): expected a loopback address such as 127.0.0.1, or a management.token");
        assertThat(mistakes("management.host=0.0.0.0", "management.token=s3cret"))
                .isEmpty();
        assertThat(mistakes("management.host=localhost")).isEmpty();
        assertThat(mistakes("management.host=::1")).isEmpty();
        assertThat(mistakes("management.host=127.evil.example")).hasSize(1);
    }

    @Test
    void thePortsDifferUnlessTheyAreFree() {
        assertThat(mistakes("port=9090")).singleElement().asString().startsWith("management.port = \"9090\" (default)");
        assertThat(mistakes("port=0", "management.port=0")).isEmpty();
        assertThat(mistakes("host=127.0.0.2", "port=9090")).isEmpty();
    }

    @Test
    void theStaticRootExists() throws IOException {
        Files.createDirectory(folder.resolve("web"));

        assertThat(mistakes("static.root=wbe")).singleElement().asString().contains("existing folder");
        assertThat(load(ConfigProfile.GENERAL, "static.root=web")
                        .serverConfig()
                        .listener()
                        .staticRoot())
                .isEqualTo(new StaticRoot.Folder(folder.resolve("web")));
    }

    @Test
    void theReplayFileHasAFolder() {
        assertThat(mistakes("replay.file=missing/replay")).hasSize(1);
        assertThat(mistakes("replay.file=.")).hasSize(1);
        assertThat(mistakes("replay.file=/dev/null")).hasSize(1);
        assertThat(load(ConfigProfile.GENERAL, "replay.file=replay")
                        .serverConfig()
                        .replay()
                        .file())
                .contains(folder.resolve("replay"));
    }

    @Test
    void checksAcrossKeysSayNothingAboutUnreadableValues() {
        assertThat(mistakes("management.host=a b", "port=x", "static.root=", "queue.on-invalid=burn"))
                .hasSize(4);
    }

    @Test
    void secretsAreMaskedWhereverTheyArePrinted() throws IOException {
        file("managment.token: s3cret-misspelled\n");
        variables.put("QUEUEWIRE_MANAGEMENT_TOKEN", "s3cret with space");

        Configuration configuration = load(ConfigProfile.GENERAL, "management.token=s3cret-right");

        assertThat(configuration.report()).contains("********").doesNotContain("s3cret");
        assertThat(configuration.mistakes())
                .hasSize(2)
                .allSatisfy(mistake ->
                        assertThat(mistake.describe()).contains("********").doesNotContain("s3cret"));
    }

    @Test
    void thePasswordInAUrlIsMaskedWhereverItIsPrinted() throws IOException {
        file("queue.ulr: https://somebody:s3cret-misspelled@sqs.example/1/items\n");

        Configuration configuration = load(
                ConfigProfile.GENERAL,
                "queue.url=" + QUEUE + ",http://somebody:s3cret@host/1/items",
                "queue.endpoint=http://somebody:s3/cret with@space@host:9324",
                "queue.parking-url=http://s3cret@host/1/parked");

        assertThat(configuration.report())
                .doesNotContain("s3", "cret with", "somebody")
                .contains(QUEUE, "http://********@host/1/items", "http://********@host:9324");
        assertThat(configuration.mistakes())
                .hasSize(4)
                .allSatisfy(mistake -> assertThat(mistake.describe())
                        .contains("://********@")
                        .doesNotContain("s3", "cret with", "somebody"));
    }

    @Test
    void theTypedTokenIsMaskedButThere() {
        ServerConfig config =
                load(ConfigProfile.GENERAL, "management.token=s3cret").serverConfig();

        assertThat(config.toString()).doesNotContain("s3cret");
        assertThat(config.management().token().map(Secret::text)).contains("s3cret");
    }

    @Test
    void theReportCanBeReadBack() throws IOException {
        String[] assignments = {"queue.url=" + QUEUE, "origins=*", "hosts=::1", "client-events=a b,c#d", "rooms.open="};
        Configuration configuration = load(ConfigProfile.DEMO, assignments);
        file(configuration.report());

        assertThat(load(ConfigProfile.GENERAL).serverConfig()).isEqualTo(configuration.serverConfig());
    }

    @Test
    void theReportIsPrintedEvenWhenValuesAreWrong() {
        assertThat(load(ConfigProfile.GENERAL, "port=many").report().lines())
                .hasSize(ConfigKeys.ALL.size())
                .anySatisfy(line -> assertThat(line).matches("port: +many +# --set, cannot be used"));
    }

    @Test
    void aNamedFileTakesThePlaceOfTheUsualOne() throws IOException {
        file("port: 1001\n");
        Files.writeString(folder.resolve("other.yml"), "management.port: 1002\n");

        ServerConfig config = ConfigLoader.load(new ConfigSources(
                        ConfigProfile.GENERAL, Optional.of(Path.of("other.yml")), folder, variables, List.of()))
                .serverConfig();

        assertThat(config.listener().port()).isEqualTo(8080);
        assertThat(config.management().port()).isEqualTo(1002);
    }

    @Test
    void anotherQueueCanTakeThePlaceOfTheConfiguredOne() {
        ServerConfig config = load(ConfigProfile.DEMO, "queue.wait=1s").serverConfig();
        URI url = URI.create("http://127.0.0.1:9324/000000000000/demo");

        ServerConfig changed =
                config.withQueue(config.queue().at(url, URI.create("http://127.0.0.1:9324"), "elasticmq"));

        assertThat(changed.queue().urls()).containsExactly(url);
        assertThat(changed.queue().waitTime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.listener()).isEqualTo(config.listener());
    }

    private List<String> mistakes(String... assignments) {
        return load(ConfigProfile.GENERAL, assignments).mistakes().stream()
                .map(ConfigMistake::describe)
                .toList();
    }

    private Configuration load(ConfigProfile profile, String... assignments) {
        return ConfigLoader.load(new ConfigSources(profile, Optional.empty(), folder, variables, List.of(assignments)));
    }

    private void file(String yaml) throws IOException {
        Files.writeString(folder.resolve("queuewire.yml"), yaml);
    }
}
