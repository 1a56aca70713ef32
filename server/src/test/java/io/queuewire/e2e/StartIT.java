package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.demo.EmbeddedQueue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that cannot succeed: the program says why and ends with the code that scripts rely on. */
class StartIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"port", "management.port"})
    void aPortInUseIsNamed(String key) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RelayProcess relay = RelayProcess.run(
                        folder,
                        "serve",
                        "--set=queue.url=http://127.0.0.1:9/000000000000/unused",
                        "--set=host=127.0.0.1",
                        "--set=port=0",
                        "--set=management.port=0",
                        "--set=" + key + "=" + taken.getLocalPort())) {
            assertThat(relay.exitCode()).isEqualTo(1);
            assertThat(relay.errors()).contains(":" + taken.getLocalPort()).contains("in use");
            assertThat(relay.output()).isEmpty();
        }
    }

    @Test
    void aStartThatFailsTakesNothingFromTheQueue() throws Exception {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue queue = TestQueue.create(service.endpoint(), "items");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            queue.send("{\"name\":\"Brass lamp\"}");
            try (RelayProcess relay = RelayProcess.run(
                    folder,
                    "serve",
                    "--set=queue.url=" + queue.url(),
                    "--set=queue.endpoint=" + service.endpoint(),
                    "--set=queue.region=us-east-1",
                    "--set=host=127.0.0.1",
                    "--set=port=" + taken.getLocalPort(),
                    "--set=management.port=0")) {
                assertThat(relay.exitCode()).isEqualTo(1);
            }
            assertThat(queue.size()).isEqualTo(new TestQueue.Size(1, 0));
        }
    }

    @Test
    void everyMistakeOfTheConfigurationIsListed() throws Exception {
        Files.writeString(folder.resolve("queuewire.yml"), """
                port: eighty
                queue:
                  wait: 25s
                  vissibility: 30s
                """);
        try (RelayProcess relay = RelayProcess.run(folder, "serve", "--set=management.host=0.0.0.0")) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.errors())
                    .contains("5 mistakes")
                    .contains("port", "eighty")
                    .contains("queue.wait", "25s")
                    .contains("queue.vissibility", "queue.visibility")
                    .contains("queue.url")
                    .contains("management.token");
            assertThat(relay.output()).isEmpty();
        }
    }

    @Test
    void anUnknownOptionIsMisuse() throws Exception {
        try (RelayProcess relay = RelayProcess.run(folder, "serve", "--fast")) {
            assertThat(relay.exitCode()).isEqualTo(2);
            assertThat(relay.errors()).contains("--fast");
        }
    }
}
