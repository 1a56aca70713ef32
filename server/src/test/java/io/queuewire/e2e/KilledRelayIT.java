package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.TextSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end as they should, and as they should not, and what the next one knows. */
class KilledRelayIT {

    private static final String GAP = "{\"type\":\"gap\"}";

    @TempDir
    private Path folder;

    @Test
    void aCleanStopLeavesItsPositionsToTheNextStartAndAKillLeavesNone() throws Exception {
        Path file = folder.resolve("replay").toAbsolutePath();
        String position;
        try (RelayProcess first = serve(file)) {
            position = position(first, "");
            first.terminate();
            assertThat(first.exitCode()).isZero();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        try (RelayProcess second = serve(file)) {
            assertThat(hello(second, "?since=" + position).text()).contains("\"recovered\":true");
            assertThat(file).doesNotExist();
            second.kill();
        }

        try (RelayProcess third = serve(file);
                TextSocket client = TextSocket.open(third.address().getPort(), "/ws?since=" + position)) {
            assertThat(client.next()).contains("\"recovered\":false").doesNotContain(position);
            assertThat(client.next()).isEqualTo(GAP);
        }
    }

    private RelayProcess serve(Path file) throws Exception {
        return RelayProcess.serve(
                folder,
                "queue.endpoint=http://127.0.0.1:1",
                "queue.url=http://127.0.0.1:1/000000000000/nowhere",
                "replay.file=" + file);
    }

    private static String position(RelayProcess relay, String query) throws InterruptedException {
        return Objects.requireNonNull(hello(relay, query).members().get("position"))
                .asString();
    }

    private static RawJson hello(RelayProcess relay, String query) throws InterruptedException {
        try (TextSocket client = TextSocket.open(relay.address().getPort(), "/ws" + query)) {
            return RawJson.parse(client.next(), JsonLimits.QUEUE);
        }
    }
}
