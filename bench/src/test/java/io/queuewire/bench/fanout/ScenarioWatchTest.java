package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.load.Counts;
import io.queuewire.load.LoadProgress;
import io.queuewire.load.Publication;
import io.queuewire.load.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioWatchTest {

    private Duration serverCpu = Duration.ZERO;
    private long bytes;

    private final ScenarioWatch watch = new ScenarioWatch(new Scenario.Idle(), Duration.ofSeconds(4), () -> serverCpu);

    @Test
    void theServersTimeIsThatOfTheScenario() {
        look("connecting", 10, 5_000, 0);
        look("warming up", 15, 900, 0);
        for (int second = 16; second <= 20; second++) {
            look("idle", second, 50, 0);
        }
        look("idle", 21, 700, 0);

        assertThat(watch.cores()).hasValue(0.05);
        assertThat(watch.peak()).as("no heartbeats").isEmpty();
    }

    @Test
    void heartbeatsOfOneSecondStandOut() {
        look("warming up", 15, 0, 9_000);
        look("idle", 16, 0, 9_000);
        look("idle", 17, 0, 0);
        look("idle", 18, 0, 600);
        look("idle", 20, 0, 600);

        assertThat(watch.peak()).as("600 bytes, and 300 on average").hasValue(2);
    }

    @Test
    void whatDidNotLastLongEnoughSaysNothing() {
        look("warming up", 15, 0, 0);
        look("idle", 16, 10, 10);

        assertThat(watch.cores()).isEmpty();
        assertThat(watch.peak()).isEmpty();
    }

    /** A second's end: what has been used and received since the last look. */
    private void look(String phase, int elapsed, int cpuMillis, int received) {
        serverCpu = serverCpu.plusMillis(cpuMillis);
        bytes += received;
        Counts counts = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, bytes, Map.of(), Map.of());
        watch.accept(new LoadProgress(
                Duration.ofSeconds(elapsed), phase, counts, new Publication(0, 0, ""), new LoadProgress.Lately(0, 0)));
    }
}
