package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for operators and what it reads, over HTTP. */
class AdminEndpointsIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("loop-1").start(this::rest);
    private final List<Problem> problems = new ArrayList<>();
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private ManagementServer server;

    private void rest() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void startOpen() {
        server = start(Optional.empty());
    }

    private ManagementServer start(Optional<String> token) {
        Worker worker = new Worker(
                thread, "event loop", stack -> new Worker.Doing("waits for \"sockets\"", Duration.ofMillis(1234)));
        List<ManagementEndpoint> endpoints = new ArrayList<>(QueueEndpoints.of(List.of()));
        endpoints.addAll(AdminEndpoints.of(metrics, () -> List.of(worker), () -> problems));
        return ManagementServer.start(new ManagementConfig("127.0.0.1", 0, token), List.of(), metrics, endpoints);
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
        client.close();
        metrics.close();
    }

    @Test
    void thePageIsServedWithAPolicyThatAllowsNothingButItsOwnFiles() throws Exception {
        HttpResponse<String> page = get("/admin");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
    }

    @Test
    void everythingThatThePageRefersToIsThere() throws Exception {
        Matcher reference = Pattern.compile("(?:src|href)=\"(/admin/[^\"]+)\"")
                .matcher(get("/admin").body());

        List<String> paths = reference.results().map(found -> found.group(1)).toList();

        assertThat(paths).contains("/admin/admin.js", "/admin/admin.css");
        for (String path : paths) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/admin/admin.js").headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(get("/admin/admin.css").headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
    }

    @Test
    void theFiguresTellOfClientsMessagesAndLatency() throws Exception {
        metrics.announceProtocol("socketio");
        metrics.connectionOpened("socketio");
        metrics.deliveries("socketio", 3);
        metrics.clientEvent("item_removed", "sent");
        metrics.clientEvent("item_added", "sent");
        metrics.queueMessage("delivered");
        metrics.disconnect("stall");
        metrics.watchPendingTasks("1", () -> 7);
        metrics.watchReplay(() -> 3, () -> 1_536, () -> Duration.ofMillis(1_500));
        metrics.handOff(Duration.ofMillis(4));

        Map<String, RawJson> figures = json(get("/admin/figures")).members();

        assertThat(text(figures, "connections")).isEqualTo("{\"socketio\":1}");
        assertThat(text(figures, "deliveries")).isEqualTo("{\"socketio\":3}");
        assertThat(text(figures, "clientEvents")).isEqualTo("{\"sent\":2}");
        assertThat(text(figures, "queueMessages")).contains("\"delivered\":1", "\"released\":0");
        assertThat(text(figures, "disconnects")).isEqualTo("{\"stall\":1}");
        assertThat(text(figures, "pendingTasks")).isEqualTo("{\"1\":7}");
        assertThat(text(figures, "replay")).isEqualTo("{\"messages\":3,\"bytes\":1536,\"oldestMillis\":1500}");
        assertThat(text(figures, "handOff"))
                .startsWith("{\"count\":1,\"totalMicros\":4000,\"buckets\":[[500,0],")
                .contains("[3000,0],[5000,1],")
                .endsWith("[60000000,1]]}");
    }

    @Test
    void threadsAreShownAsText() throws Exception {
        HttpResponse<String> threads = get("/admin/threads");

        assertThat(threads.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(threads.body())
                .startsWith("loop-1 (event loop, WAITING) waits for \"sockets\", for 1.2 s\n    at ")
                .contains("AdminEndpointsIT.rest(")
                .contains(" (other, ");
    }

    @ParameterizedTest
    @CsvSource({"/admin/threads?format=json, */*", "/admin/threads, application/json"})
    void threadsAreShownAsJsonToWhoAsksForIt(String path, String accept) throws Exception {
        HttpResponse<String> response = send(request(path).header("Accept", accept));

        List<RawJson> threads =
                Objects.requireNonNull(json(response).members().get("threads")).elements();
        Map<String, RawJson> first = threads.getFirst().members();
        assertThat(text(first, "name")).isEqualTo("\"loop-1\"");
        assertThat(text(first, "role")).isEqualTo("\"event loop\"");
        assertThat(text(first, "state")).isEqualTo("\"WAITING\"");
        assertThat(text(first, "activity")).isEqualTo("\"waits for \\\"sockets\\\"\"");
        assertThat(text(first, "forMillis")).isEqualTo("1234");
        assertThat(text(first, "stack")).contains("AdminEndpointsIT.rest(");
        assertThat(threads)
                .extracting(thread -> text(thread.members(), "name"))
                .doesNotHaveDuplicates()
                .anyMatch(name -> name.contains("HTTP-Dispatcher"));
    }

    @Test
    void aFormatThatThereIsNotIsRefused() throws Exception {
        assertThat(get("/admin/threads?format=xml").statusCode()).isEqualTo(400);
    }

    @Test
    void problemsAreShownAsTheyAreKept() throws Exception {
        assertThat(get("/admin/problems").body()).isEqualTo("{\"problems\":[]}\n");
        problems.add(new Problem(NOON, "WARN", "loop-1", "io.queuewire.X", "<b>\"fails\"</b>", "a\nb"));

        assertThat(get("/admin/problems").body())
                .isEqualTo(
                        "{\"problems\":[{\"time\":\"2026-11-20T12:00:00Z\",\"level\":\"WARN\",\"thread\":\"loop-1\","
                                + "\"logger\":\"io.queuewire.X\",\"message\":\"<b>\\\"fails\\\"</b>\",\"trace\":\"a\\nb\"}]}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/admin.js",
                "/admin/admin.css",
                "/admin/figures",
                "/admin/threads",
                "/admin/problems"
            })
    void theTokenGuardsAllOfIt(String path) throws Exception {
        server.close();
        server = start(Optional.of("s3cret"));

        assertThat(get(path).statusCode()).isEqualTo(401);
        assertThat(send(request(path).header("Authorization", "Bearer s3cret")).statusCode())
                .isEqualTo(200);
        assertThat(send(request(path).header("Authorization", password("s3cret")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request(path).header("Authorization", password("secret")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBrowserIsToldToAskForTheToken() throws Exception {
        server.close();
        server = start(Optional.of("s3cret"));

        assertThat(get("/admin").headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm="));
        assertThat(get("/admin/threads").headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
    }

    private static String password(String token) {
        return "Basic " + Base64.getEncoder().encodeToString(("operator:" + token).getBytes(StandardCharsets.UTF_8));
    }

    private static RawJson json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return RawJson.parse(response.body(), JsonLimits.CLIENT);
    }

    private static String text(Map<String, RawJson> members, String name) {
        return Objects.requireNonNull(members.get(name), name).text();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
