package io.queuewire.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ConfigLoader;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ConfigSources;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.intake.QueueUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTest {

    private static final QueueUrl STANDARD = new QueueUrl("https://sqs.eu-west-1.amazonaws.com/1/items");
    private static final QueueUrl FIFO = new QueueUrl("https://sqs.eu-west-1.amazonaws.com/1/items.fifo");

    @Test
    void theDefaultsFitTogether() {
        assertThat(settings(OptionalLong.of(1_048_576)))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding).startsWith("ok"))
                .anySatisfy(finding -> assertThat(finding).contains("room for 1047576 connections"));
    }

    @Test
    void aVisibilityShorterThanTheDrainIsWarnedAbout() {
        assertThat(settings(OptionalLong.empty(), "queue.visibility=20s"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("warn  visibility")
                        .contains("queue.visibility 20s, drain.limit 30s", "raise queue.visibility"));
    }

    @Test
    void aDrainThatCannotHoldItsPartsIsWarnedAbout() {
        assertThat(settings(OptionalLong.empty(), "queue.wait=20s", "drain.grace=500ms"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("warn  drain")
                        .contains("a stop may need 30500ms", "raise drain.limit")
                        .doesNotContain("polls"));
        assertThat(settings(OptionalLong.empty(), "queue.wait=6s", "drain.limit=10s"))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("warn  drain")
                        .contains("a stop may need 16s", "polls would be cut; lower queue.wait"));
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, auto, ok",
        "4096, auto, warn",
        "1024, auto, warn",
        "1000, auto, FAIL",
        "4096, 3096, ok",
        "4096, 3097, FAIL",
        "9223372036854775807, auto, ok"
    })
    void descriptorsAreMeasuredAgainstConnections(long limit, String connections, String verdict) {
        assertThat(settings(OptionalLong.of(limit), "connections.max=" + connections)
                        .getLast())
                .startsWith(verdict)
                .contains("descriptors", "limit " + limit);
    }

    @ParameterizedTest
    @CsvSource({"1, warn", "2, warn", "3, ok", "100, ok", "101, warn"})
    void theReceivesBeforeADeadLetterQueueAreSensible(int receives, String verdict) {
        for (String written : List.of(Integer.toString(receives), "\"" + receives + "\"")) {
            assertThat(review(STANDARD, redrive(written)))
                    .singleElement()
                    .asString()
                    .startsWith(verdict)
                    .contains("dead-letter queue after " + receives + " receives");
        }
    }

    @Test
    void withoutADeadLetterQueueInvalidMessagesComeBack() {
        assertThat(review(STANDARD, Map.of())).singleElement().asString().startsWith("warn  redrive");
        assertThat(review(STANDARD, Map.of(), "queue.on-invalid=drop"))
                .singleElement()
                .asString()
                .startsWith("ok    redrive");
    }

    @Test
    void waitingForAnAudienceAndADeadLetterQueueDoNotGoTogether() {
        assertThat(review(STANDARD, redrive("10"), "queue.no-audience=release"))
                .singleElement()
                .asString()
                .startsWith("warn  redrive")
                .contains("queue.no-audience=release");
    }

    @Test
    void aRedrivePolicyThatCannotBeReadCountsAsNone() {
        assertThat(review(STANDARD, Map.of("RedrivePolicy", "nonsense")).getFirst())
                .contains("no redrive policy");
        assertThat(review(STANDARD, redrive("\"many\"")).getFirst()).contains("no redrive policy");
    }

    @Test
    void aFifoQueueSaysSoAndDoesNotBlock() {
        assertThat(review(FIFO, Map.of()))
                .anySatisfy(
                        finding -> assertThat(finding).startsWith("warn  fifo").contains("does not say"));
        assertThat(review(FIFO, Map.of("FifoQueue", "true")))
                .anySatisfy(
                        finding -> assertThat(finding).startsWith("warn  fifo").contains("blocks its group"));
        assertThat(review(FIFO, Map.of("FifoQueue", "true"), "queue.on-invalid=drop"))
                .anySatisfy(finding -> assertThat(finding).startsWith("ok    fifo"));
    }

    @ParameterizedTest
    @CsvSource({
        "MessageRetentionPeriod, 345600, ok    retention, kept for 96h",
        "MessageRetentionPeriod, 3540, warn  retention, kept for 59m",
        "DelaySeconds, 5, warn  delay, back for 5s",
        "KmsMasterKeyId, alias/mine, ok    encryption, kms:Decrypt"
    })
    void otherAttributesThatMatterAreMentioned(String name, String value, String start, String text) {
        assertThat(review(STANDARD, Map.of(name, value)))
                .anySatisfy(finding -> assertThat(finding).startsWith(start).contains(text));
    }

    @ParameterizedTest
    @CsvSource({"MessageRetentionPeriod, soon", "DelaySeconds, 0", "KmsMasterKeyId, ''"})
    void attributesThatSayNothingAreNotMentioned(String name, String value) {
        assertThat(review(STANDARD, Map.of(name, value))).hasSize(1);
    }

    @Test
    void aFindingIsOneLine() {
        assertThat(new Finding(Finding.Verdict.FAILURE, "reachable", "two\nlines\u001b[0m").toString())
                .isEqualTo("FAIL  reachable    two lines [0m");
    }

    private static Map<String, String> redrive(String receives) {
        return Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"arn\",\"maxReceiveCount\":" + receives + "}");
    }

    private static List<String> review(QueueUrl queue, Map<String, String> attributes, String... assignments) {
        return texts(new AttributeReview(queue, attributes, config(assignments).queue()).findings());
    }

    private static List<String> settings(OptionalLong descriptors, String... assignments) {
        return texts(new SettingsReview(config(assignments)).findings(descriptors));
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }

    private static ServerConfig config(String... assignments) {
        return ConfigLoader.load(new ConfigSources(
                        ConfigProfile.GENERAL, Optional.empty(), Path.of("target"), Map.of(), List.of(assignments)))
                .serverConfig();
    }
}
