package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuewire.testkit.ConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeConfigTest {

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(IntakeConfig.DEFAULT.pollers()).isEqualTo(1);
        assertThat(IntakeConfig.DEFAULT.pollWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(IntakeConfig.DEFAULT.visibility()).isEqualTo(Duration.ofSeconds(30));
        assertThat(IntakeConfig.DEFAULT.inFlight()).isEqualTo(500);
        assertThat(IntakeConfig.DEFAULT.dedupe()).isEqualTo(Duration.ofMinutes(5));
        assertThat(IntakeConfig.DEFAULT.defaultEvent()).isEqualTo("item_added");
        assertThat(IntakeConfig.DEFAULT.namespaces()).containsExactly("/");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 1_500, 21_000})
    void aWaitIsOneToTwentyWholeSeconds(long millis) {
        refused(new ConfigBuilder().pollWait(Duration.ofMillis(millis)), "expected 1 s to 20 s");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 43_201})
    void aVisibilityTimeoutIsTwoSecondsToTwelveHours(long seconds) {
        refused(new ConfigBuilder().visibility(Duration.ofSeconds(seconds)), "expected 2 s to 12 h");
    }

    @Test
    void allOtherValuesAreCheckedToo() {
        refused(new ConfigBuilder().pollers(0), "pollers '0': expected 1 to 100");
        refused(new ConfigBuilder().inFlight(0), "in-flight '0': expected");
        refused(new ConfigBuilder().dedupe(Duration.ofSeconds(-1)), "dedupe 'PT-1S': expected");
        refused(new ConfigBuilder().namespaces("orders"), "namespace 'orders': expected a leading slash");
        refused(new ConfigBuilder().namespaces(), "expected at least one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items",
                "ftp://host/1/items",
                "http://host",
                "http://host/",
                "http://host/1/ items",
                "https:///items"
            })
    void aQueueUrlIsAnAddressWithAName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QueueUrl(text))
                .withMessageContaining("'" + text + "': expected http(s)://HOST/.../NAME");
    }

    @Test
    void theNameOfAQueueIsTheEndOfItsUrl() {
        QueueUrl queue = new QueueUrl("https://sqs.eu-west-1.amazonaws.com/123456789012/items.fifo");

        assertThat(queue.name()).isEqualTo("items.fifo");
        assertThat(queue.fifo()).isTrue();
        assertThat(new QueueUrl("http://h/1/items").fifo()).isFalse();
    }

    private static void refused(ConfigBuilder config, String words) {
        assertThatIllegalArgumentException().isThrownBy(config::build).withMessageContaining(words);
    }
}
