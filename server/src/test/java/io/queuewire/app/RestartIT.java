package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.CutProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that goes and comes back, and clients of three protocols that come back to it. */
class RestartIT {

    private static final long GAP = ReturningClient.GAP;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void withAFileNobodyMissesAnything() throws Exception {
        restarted("replay.file=" + file(), () -> {}, List.of(1L, 2L, 3L, 4L));
        assertThat(file()).as("what the second stop has left").exists();
    }

    @Test
    void withoutAFileEveryClientHearsOfTheGapAndGetsWhatThereIs() throws Exception {
        restarted("replay.window=2m", () -> {}, List.of(1L, 2L, GAP, 3L, 4L));
    }

    @Test
    void withATruncatedFileEveryClientHearsOfTheGap() throws Exception {
        restarted("replay.file=" + file(), this::truncate, List.of(1L, 2L, GAP, 3L, 4L));
    }

    @Test
    void operatorsSeeWhatIsKeptAlsoAfterARestart() throws Exception {
        String setting = "replay.file=" + file();
        try (RelayFixture first = start(setting)) {
            assertThat(metrics(first)).contains("queuewire_replay_messages 0.0", "queuewire_replay_bytes 0.0");
            publish(first, "{\"event\":\"number\",\"data\":1}");
            publish(first, "{\"event\":\"number\",\"data\":2}");
            assertThat(metrics(first)).contains("queuewire_replay_messages 2.0");
        }
        try (RelayFixture second = start(setting)) {
            assertThat(metrics(second))
                    .contains("queuewire_replay_messages 2.0")
                    .doesNotContain("queuewire_replay_bytes 0.0", "queuewire_replay_oldest_seconds 0.0");
        }
    }

    private List<String> metrics(RelayFixture relay) throws Exception {
        URI metrics = relay.management().resolve("metrics");
        return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    private void restarted(String setting, Runnable meanwhile, List<Long> heard) throws Exception {
        RelayFixture first = start(setting);
        try (CutProxy network = CutProxy.to(first.port())) {
            List<ReturningClient> clients = Stream.of("http://HOST/", "ws://HOST/ws", "http://HOST/events")
                    .map(url -> url.replace("HOST", "127.0.0.1:" + network.port()))
                    .map(url -> ReturningClient.to(URI.create(url), List.of("room")))
                    .toList();
            try {
                await().until(() -> clients.stream().allMatch(client -> client.joins() == 1));
                publish(first, "{\"event\":\"number\",\"data\":1}");
                publish(first, "{\"event\":\"number\",\"data\":2,\"room\":\"room\"}");
                awaitHeard(clients, List.of(1L, 2L));
                network.cut();
                first.close();
                meanwhile.run();
                try (RelayFixture second = start(setting)) {
                    publish(second, "{\"event\":\"number\",\"data\":3}");
                    network.leadTo(second.port());
                    network.mend();
                    await().until(() -> clients.stream().allMatch(client -> client.joins() == 2));
                    publish(second, "{\"event\":\"number\",\"data\":4,\"room\":\"room\"}");
                    awaitHeard(clients, heard);
                }
            } finally {
                clients.forEach(ReturningClient::close);
            }
        } finally {
            first.close();
        }
    }

    private static void awaitHeard(List<ReturningClient> clients, List<Long> numbers) {
        await().untilAsserted(() -> assertThat(clients)
                .allSatisfy(client -> assertThat(client.heard()).containsExactlyElementsOf(numbers)));
    }

    /** Its queue is not there: what is published comes through the management port. */
    private static RelayFixture start(String setting) {
        return RelayFixture.start(
                "queue.url=http://127.0.0.1:1/000000000000/nowhere", "queue.endpoint=http://127.0.0.1:1", setting);
    }

    private void publish(RelayFixture relay, String message) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(relay.management().resolve("publish"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(message))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private Path file() {
        return folder.resolve("replay").toAbsolutePath();
    }

    private void truncate() {
        try {
            byte[] bytes = Files.readAllBytes(file());
            Files.write(file(), Arrays.copyOf(bytes, bytes.length / 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
