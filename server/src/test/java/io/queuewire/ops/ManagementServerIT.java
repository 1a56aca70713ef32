package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerIT {

    private static final String HOST = "127.0.0.1";
    private static final ManagementConfig OPEN = new ManagementConfig(HOST, 0, Optional.empty());
    private static final ManagementConfig GUARDED = new ManagementConfig(HOST, 0, Optional.of("s3cret"));

    private final AtomicReference<Health> queueHealth = new AtomicReference<>(new Health.Ready());
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private ManagementServer server;

    @BeforeEach
    void startOpen() {
        server = start(OPEN);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        metrics.close();
    }

    @Test
    void livezAnswersWhileTheProcessWorks() throws Exception {
        HttpResponse<String> response = get("/livez");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"live\":true}\n");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void readyzIsFineWhenEveryPartIs() throws Exception {
        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(response.body())
                .isEqualTo("{\"ready\":true,\"parts\":{"
                        + "\"queue https://sqs.example/1/orders\":{\"ready\":true},\"listener\":{\"ready\":true}}}\n");
    }

    @Test
    void readyzSaysWhichPartIsNotAndWhy() throws Exception {
        queueHealth.set(new Health.NotReady("no poll has succeeded since 08:00: \"AccessDenied\""));

        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"ready\":false,\"parts\":{"
                        + "\"queue https://sqs.example/1/orders\":{\"ready\":false,"
                        + "\"reason\":\"no poll has succeeded since 08:00: \\\"AccessDenied\\\"\"},"
                        + "\"listener\":{\"ready\":true}}}\n");
    }

    @Test
    void aCheckThatFailsIsNotReady() throws Exception {
        restart(OPEN, List.of(new HealthCheck("broken", () -> {
            throw new IllegalStateException("gone");
        })));

        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the check failed: java.lang.IllegalStateException: gone");
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        metrics.queueMessage("delivered");

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body().lines()).contains("queuewire_queue_messages_total{outcome=\"delivered\"} 1.0");
    }

    @Test
    void headSaysWhatGetWouldWithoutSayingIt() throws Exception {
        HttpResponse<String> head = send(request("/livez").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue("{\"live\":true}\n".length());
        assertThat(send(request("/nothing").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/livez/", "/livez/x", "/LIVEZ", "//livez", "/metrics%2f", "/..%2flivez", "/nothing?x=%zz"})
    void otherPathsDoNotExist(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n"))
                .containsPattern("^HTTP/1.1 40[04] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void readingIsAllThatCanBeDoneToAPage(String method) throws Exception {
        HttpResponse<String> response = send(request("/livez").method(method, BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void anEndpointThatTakesGetsTheBody() throws Exception {
        HttpResponse<String> response = post("/echo?x=1", "application/json; charset=utf-8", "{\"größe\":\"🎉\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"x=1\":{\"größe\":\"🎉\"}}\n");
    }

    @Test
    void onlyJsonIsTaken() throws Exception {
        assertThat(post("/echo", "text/plain", "{}").statusCode()).isEqualTo(415);
        assertThat(post("/echo", "application/x-www-form-urlencoded", "a=b").statusCode())
                .isEqualTo(415);
        assertThat(post("/echo", "application/jsonp", "{}").statusCode()).isEqualTo(415);
        assertThat(send(request("/echo").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(415);
        HttpResponse<String> read = get("/echo");
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void theBodyHasALimit() throws Exception {
        assertThat(post("/echo", "application/json", "1".repeat(64)).statusCode())
                .isEqualTo(202);
        assertThat(post("/echo", "application/json", "1".repeat(65)).statusCode())
                .isEqualTo(413);
        assertThat(post("/echo", "application/json", "1".repeat(1_000_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() throws Exception {
        HttpResponse<String> response = send(request("/echo")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'})));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aDefectIsAnsweredWithoutItsDetails() throws Exception {
        HttpResponse<String> response = get("/defective");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret detail");
    }

    @Test
    void webPagesOfOthersAreRefusedEverywhere() throws Exception {
        String page = "https://evil.example";

        assertThat(send(request("/metrics").header("Origin", page)).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/livez").header("Origin", "null")).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/nothing").header("Origin", page)).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/echo").header("Origin", page).POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/metrics").header("Origin", "http://" + HOST + ":" + server.port()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aForeignNameForThisMachineIsRefused() throws Exception {
        assertThat(raw("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n")).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void theTokenGuardsAllButTheProbes() throws Exception {
        restart(GUARDED, List.of());

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics").headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(post("/echo", "application/json", "{}").statusCode()).isEqualTo(401);
        assertThat(send(request("/metrics").header("Authorization", "Bearer s3cret"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "GET\r\n\r\n",
                "GET /livez HTTP/9.9\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: :::\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void badInputIsNeverTheServersFault(String request) throws Exception {
        assertThat(raw(request)).doesNotContainPattern("^HTTP/1.1 5");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownTransferCodingIsNotImplementedAsRfc9112Asks() throws Exception {
        assertThat(raw("POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\n"))
                .startsWith("HTTP/1.1 501 ");
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ManagementConfig config = new ManagementConfig(HOST, taken.getLocalPort(), Optional.empty());

            assertThatThrownBy(() -> start(config))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(HOST + ":" + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        ManagementConfig config = new ManagementConfig("no-such-host.invalid", 0, Optional.empty());

        assertThatThrownBy(() -> start(config))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void afterCloseNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> get("/livez")).isInstanceOf(IOException.class);
    }

    private ManagementServer start(ManagementConfig config) {
        return start(
                config,
                List.of(
                        new HealthCheck("queue https://sqs.example/1/orders", queueHealth::get),
                        new HealthCheck("listener", Health.Ready::new)));
    }

    private ManagementServer start(ManagementConfig config, List<HealthCheck> checks) {
        return ManagementServer.start(config, checks, metrics, List.of(new Echo(), new Defective()));
    }

    private void restart(ManagementConfig config, List<HealthCheck> checks) {
        server.close();
        server = start(config, checks);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends bytes as they are, says that there will be no more, and reads all that comes back. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends back what it was sent. */
    private static final class Echo implements ManagementEndpoint {

        @Override
        public String path() {
            return "/echo";
        }

        @Override
        public Method method() {
            return Method.POST;
        }

        @Override
        public int largestBody() {
            return 64;
        }

        @Override
        public ManagementResponse answer(ManagementRequest request) {
            RawJson body = RawJson.parse(request.body(), JsonLimits.CLIENT);
            return ManagementResponse.json(202, RawJson.object(Map.of(request.query(), body)));
        }
    }

    /** Fails. */
    private static final class Defective implements ManagementEndpoint {

        @Override
        public String path() {
            return "/defective";
        }

        @Override
        public Method method() {
            return Method.GET;
        }

        @Override
        public ManagementResponse answer(ManagementRequest request) {
            throw new IllegalStateException("a secret detail");
        }
    }
}
