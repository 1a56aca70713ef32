package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.InMemoryQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator who does not want to wait for a stop. */
class SecondSignalIT {

    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void endsARelayWhosePollIsStillUnderWay() throws Exception {
        InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
        try (FaultySqs service = new FaultySqs(queue);
                RelayProcess relay =
                        RelayProcess.serve(folder, "queue.wait=20s", "drain.limit=60s", "queue.url=" + service.url())) {
            relay.address();
            // The one after the first poll, which is short, waits for long.
            eventually().until(() -> service.calls("ReceiveMessage") > 1);
            service.trouble("ReceiveMessage", new Trouble.Hang());
            eventually().until(() -> service.hanging() > 0);

            relay.terminate();
            eventually().until(() -> relay.errors().contains("SIGTERM: stopping in order"));
            long second = System.nanoTime();
            relay.terminate();

            assertThat(relay.exitCode()).isEqualTo(SIGTERM);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Duration.ofSeconds(5));
            assertThat(relay.errors()).doesNotContain("stopping: 0 connections").doesNotContain("ERROR");
        }
    }
}
