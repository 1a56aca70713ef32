package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ConfigLoader;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ConfigSources;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.sqs.SqsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows for the packages from settings that belong together. */
class PackageConfigsTest {

    private static final String ONE = "queue.url=http://127.0.0.1:1/000000000000/one";
    private static final String TWO = ONE + ",http://127.0.0.1:1/000000000000/two";

    @Test
    void callsThatSettleTakeAtMostAQuarterOfTheVisibility() {
        assertThat(configs(ONE, "queue.visibility=20s").queues())
                .extracting(SqsConfig::settlement)
                .containsExactly(Duration.ofSeconds(5));
        assertThat(configs(ONE, "queue.visibility=10m").queues())
                .extracting(SqsConfig::settlement)
                .containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void asManyPollersAsMayBeConfiguredCanPollAtOnce() {
        long largestPoll = (long) QueueConnection.BATCH * ReceivedMessage.LARGEST;

        assertThat(configs(ONE, "queue.pollers=64").intake().inFlightBytes()).isGreaterThan(64 * largestPoll);
    }

    @Test
    void onePollerKeepsWhatItHad() {
        assertThat(configs(ONE).intake().inFlightBytes()).isEqualTo(64L * 1024 * 1024);
    }

    @Test
    void aLoopHasRoomForAllThatMayBeInHandOfAllQueuesAndForClients() {
        assertThat(configs(TWO, "queue.in-flight=120000").loops().waiting()).isGreaterThan(240_000 + 1_000);
        assertThat(configs(ONE, "queue.in-flight=16000").loops().waiting()).isGreaterThan(16_000 + 1_000);
    }

    @Test
    void aLoopHasNoLessRoomForASmallLimit() {
        assertThat(configs(TWO, "queue.in-flight=1").loops().waiting()).isEqualTo(16_384);
    }

    private static PackageConfigs configs(String... assignments) {
        ConfigSources sources = new ConfigSources(
                ConfigProfile.RELAY, Optional.empty(), Path.of("target"), Map.of(), List.of(assignments));
        return new PackageConfigs(ConfigLoader.load(sources).serverConfig());
    }
}
