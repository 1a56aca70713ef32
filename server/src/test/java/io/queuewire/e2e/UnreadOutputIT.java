package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose output nobody gets: a full disk, or a reader that has gone. */
class UnreadOutputIT {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    @Test
    void aResultThatCannotBeWrittenIsAFailure() throws Exception {
        try (RelayProcess program = RelayProcess.run(folder, FULL, "config")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors()).contains("the standard output could not be written");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://%s/", "ws://%s/ws", "http://%s/events"})
    void whoCannotPrintDoesNotGoOnListening(String url) throws Exception {
        try (RelayFixture relay = RelayFixture.start("queue.url=http://127.0.0.1:9/000000000000/unused");
                RelayProcess listener = RelayProcess.run(
                        folder, FULL, "listen", url.formatted(relay.address().getAuthority()))) {
            Eventually.eventually().until(() -> listener.errors().contains("listening to"));
            publish(relay.management());
            assertThat(listener.exitCode()).isEqualTo(1);
            assertThat(listener.errors()).contains("the standard output could not be written");
        }
    }

    private static void publish(URI management) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("publish"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"a\",\"data\":1}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(202);
        }
    }
}
