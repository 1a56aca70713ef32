package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.Fault;
import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeConfig;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.intake.MessageSink;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.ParkingQueue;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.intake.sqs.SqsMessageSource;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of queues and do about them, over HTTP. */
class QueueEndpointsIT {

    private final InMemoryQueue items = new InMemoryQueue("items", Clock.systemUTC());
    private final InMemoryQueue orders = new InMemoryQueue("orders", Clock.systemUTC());
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Intake> intakes = List.of(intake(items), intake(orders));
    private ManagementServer server;

    /** An object of an answer, whose members are there. */
    private record Shown(Map<String, RawJson> members) {

        static Shown of(RawJson json) {
            return new Shown(json.members());
        }

        RawJson of(String name) {
            assertThat(members).containsKey(name);
            return Objects.requireNonNull(members.get(name));
        }

        Shown part(String name) {
            return of(of(name));
        }
    }

    private Intake intake(MessageSource queue) {
        return new Intake(queue, new ConfigBuilder().build(), publisher, Optional.empty(), new RecordingMetrics());
    }

    @BeforeEach
    void serve() {
        server = serve(intakes);
        intakes.forEach(Intake::start);
        await().until(() ->
                intakes.stream().allMatch(intake -> intake.status().lastPoll().isPresent()));
    }

    private ManagementServer serve(List<Intake> served) {
        return ManagementServer.start(
                new ManagementConfig("127.0.0.1", 0, Optional.empty()), List.of(), metrics, QueueEndpoints.of(served));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Intake intake : intakes) {
            intake.stop(Duration.ofSeconds(5));
        }
        server.close();
        metrics.close();
        client.close();
    }

    @Test
    void everyQueueIsShownWithItsDepth() throws Exception {
        publisher.holdingBack();
        items.send("\"in hand\"");
        await().until(() -> publisher.published().size() == 1);

        Shown queue = queues().getFirst();

        assertThat(queue.of("url").asString()).isEqualTo(items.url().text());
        assertThat(queue.of("name").asString()).isEqualTo("items");
        assertThat(queue.of("state").asString()).isEqualTo("polling");
        assertThat(Instant.parse(queue.of("lastPoll").asString())).isBefore(Instant.now());
        assertThat(queue.of("pollFault")).isEqualTo(RawJson.NULL);
        assertThat(queue.of("depth").text()).isEqualTo("{\"visible\":0,\"hidden\":1,\"delayed\":0}");
        Shown inHand = queue.part("inHand");
        assertThat(inHand.of("messages").text()).isEqualTo("1");
        assertThat(inHand.of("bytes").text()).isEqualTo("9");
        assertThat(inHand.of("oldestMillis").isNumber()).isTrue();
        assertThat(queues()).hasSize(2);
        publisher.handOff();
    }

    @Test
    void aQueueThatFailsIsShownWithItsFault() throws Exception {
        items.failReceives(Optional.of(new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "not \"yours\"")));
        await().until(() -> intakes.getFirst().status().pollFault().isPresent());

        Shown queue = queues().getFirst();

        assertThat(queue.of("state").asString()).isEqualTo("failing");
        assertThat(queue.part("pollFault").of("code").asString()).isEqualTo("AccessDenied");
        assertThat(queue.part("depth").of("error").asString()).contains("not \"yours\"");
        assertThat(queues().getLast().of("state").asString()).isEqualTo("polling");
    }

    @Test
    void aParkingQueueThatFailsIsShownWithTheQueuesThatItIsFor() throws Exception {
        InMemoryQueue letters = new InMemoryQueue("letters", Clock.systemUTC());
        Intake parking = new Intake(
                letters,
                new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build(),
                publisher,
                Optional.of(new ParkingQueue(new RefusingSink())),
                new RecordingMetrics());
        try (ManagementServer other = serve(List.of(parking))) {
            assertThat(queues(other).getFirst().of("parkingFault")).isEqualTo(RawJson.NULL);
            letters.send("not JSON");
            parking.start();
            await().until(() -> parking.status().parkingFault().isPresent());

            Shown queue = queues(other).getFirst();

            assertThat(queue.of("state").asString()).isEqualTo("polling");
            assertThat(queue.part("parkingFault").of("code").asString()).isEqualTo("AccessDenied");
        } finally {
            parking.stop(Duration.ofSeconds(5));
        }
    }

    @Test
    void aQueueThatDoesNotAnswerHoldsThePageUpOnlyForAMoment() throws Exception {
        try (FaultySqs hanging = new FaultySqs(items);
                ManagementServer other =
                        serve(List.of(intake(new SqsMessageSource(SqsConfig.of(hanging.url()))), intakes.getLast()))) {
            hanging.trouble(new Trouble.Hang());
            Instant start = Instant.now();

            List<Shown> queues = queues(other);

            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
            assertThat(queues.getFirst().part("depth").members()).containsKey("error");
            assertThat(queues.getLast().part("depth").members()).containsKey("visible");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "http://memory/000000000000/orders"})
    void aQueueIsPausedAndResumedByNameOrUrl(String name) throws Exception {
        HttpResponse<String> paused = post("pause", "{\"queue\":\"" + name + "\"}");

        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(paused.body()).isEqualTo("{\"queue\":\"http://memory/000000000000/orders\",\"state\":\"paused\"}\n");
        assertThat(queues().stream().map(queue -> queue.of("state").asString())).containsExactly("polling", "paused");
        assertThat(intakes.getFirst().status().state()).isEqualTo(IntakeStatus.State.POLLING);

        HttpResponse<String> resumed = post("resume", "{\"queue\":\"" + name + "\"}");

        assertThat(resumed.body()).contains("\"state\":\"polling\"");
        orders.send("1");
        await().until(() -> orders.size() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", "[]", "{}", "{\"queue\":7}", "{\"queue\":null}", "{\"queue\":\"orders\""})
    void anythingElseIsABadRequest(String body) throws Exception {
        assertThat(post("pause", body).statusCode()).isEqualTo(400);
        assertThat(intakes).allMatch(intake -> intake.status().state() == IntakeStatus.State.POLLING);
    }

    @Test
    void aQueueThatIsNotReadIsNotFound() throws Exception {
        HttpResponse<String> response = post("pause", "{\"queue\":\"others\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains(items.url().text(), orders.url().text());
    }

    @Test
    void aNameThatSeveralQueuesHaveIsRefused() throws Exception {
        try (ManagementServer other = serve(List.of(intakes.getFirst(), intake(items)))) {
            assertThat(post(other, "pause", "{\"queue\":\"items\"}").statusCode())
                    .isEqualTo(409);
        }
        assertThat(intakes.getFirst().status().state()).isEqualTo(IntakeStatus.State.POLLING);
    }

    @Test
    void messagesInHandAreShownTheOldestFirst() throws Exception {
        publisher.holdingBack();
        String first = orders.send("\"first\"");
        await().until(() -> publisher.published().size() == 1);
        String second = items.send("\"second one\"");
        await().until(() -> publisher.published().size() == 2);

        Shown body = get("/admin/messages");

        assertThat(body.of("inHand").text()).isEqualTo("2");
        List<Shown> messages =
                body.of("messages").elements().stream().map(Shown::of).toList();
        assertThat(messages.stream().map(message -> message.of("id").asString()))
                .containsExactly(first, second);
        assertThat(messages.getLast().of("queue").asString())
                .isEqualTo(items.url().text());
        assertThat(messages.getLast().of("state").asString()).isEqualTo("publishing");
        assertThat(messages.getLast().of("characters").text()).isEqualTo("12");
        assertThat(messages.getLast().of("receives").text()).isEqualTo("1");
        assertThat(get("/admin/messages?limit=1").of("messages").elements()).hasSize(1);
        publisher.handOff();
        publisher.handOff();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=99999", "limit=", "limit=-1", "x=1", "limit=1&limit=2"})
    void anOddLimitIsABadRequest(String query) throws Exception {
        assertThat(send(server, HttpRequest.newBuilder(), "/admin/messages?" + query)
                        .statusCode())
                .isEqualTo(400);
    }

    private List<Shown> queues() throws Exception {
        return queues(server);
    }

    private List<Shown> queues(ManagementServer at) throws Exception {
        String body = send(at, HttpRequest.newBuilder(), "/admin/queues").body();
        return Shown.of(RawJson.parse(body, JsonLimits.CLIENT)).of("queues").elements().stream()
                .map(Shown::of)
                .toList();
    }

    private Shown get(String path) throws Exception {
        return Shown.of(
                RawJson.parse(send(server, HttpRequest.newBuilder(), path).body(), JsonLimits.CLIENT));
    }

    private HttpResponse<String> post(String action, String body) throws Exception {
        return post(server, action, body);
    }

    private HttpResponse<String> post(ManagementServer at, String action, String body) throws Exception {
        return send(
                at,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                "/admin/queues/" + action);
    }

    private HttpResponse<String> send(ManagementServer at, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + at.port() + path)).build(), BodyHandlers.ofString());
    }

    private static final class RefusingSink implements MessageSink {
        @Override
        public QueueUrl url() {
            return new QueueUrl("http://memory/000000000000/parked");
        }

        @Override
        public String send(OutgoingMessage message) {
            throw new SourceException(new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "not yours"));
        }
    }
}
