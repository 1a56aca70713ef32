package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeConfig;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.intake.ParkingQueue;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.DelayedPublisher;
import io.queuewire.testkit.ElasticQueues;
import io.queuewire.testkit.RecordingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class IntakeOnSqsIT {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final DelayedPublisher publisher = new DelayedPublisher();
    private final RecordingMetrics metrics = new RecordingMetrics();

    @Test
    void aThousandMessagesArriveOnceAndAreGone() throws InterruptedException {
        QueueUrl queue = ElasticQueues.create();
        send(ElasticQueues.client(), queue, 1_000);
        Intake intake = start(queue, new ConfigBuilder().pollers(2));

        await().atMost(Duration.ofSeconds(30)).until(() -> publisher.handedOff().size() == 1_000);
        await().until(() -> intake.status().inHand() == 0);
        intake.stop(STOP);

        assertThat(publisher.handedOff()).doesNotHaveDuplicates();
        assertThat(ElasticQueues.visible(queue) + ElasticQueues.inFlight(queue)).isZero();
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1_000L));
    }

    @Test
    void aStopInTheMiddleLeavesEachMessageDeliveredAndGoneOrOnTheQueueAtOnce() throws InterruptedException {
        QueueUrl queue = ElasticQueues.create();
        send(ElasticQueues.client(), queue, 1_000);
        Intake intake = start(queue, new ConfigBuilder().pollers(4));
        await().until(() -> publisher.handedOff().size() >= 200);

        intake.stop(STOP);

        List<String> handedOff = publisher.handedOff();
        assertThat(handedOff).hasSizeBetween(200, 999).doesNotHaveDuplicates();
        assertThat(ElasticQueues.inFlight(queue)).isZero();
        assertThat(ElasticQueues.visible(queue)).isEqualTo(1_000 - handedOff.size());
        assertThat(metrics.outcomes()).hasSizeGreaterThanOrEqualTo(handedOff.size());
        assertThat(metrics.failedSettlements()).isEmpty();
    }

    @Test
    void aQueueThatIsMadeLateIsServedWithoutARestart() throws InterruptedException {
        String name = "late-" + UUID.randomUUID();
        Intake intake = start(ElasticQueues.missing(name), new ConfigBuilder());
        await().until(() -> intake.status().pollFault().isPresent());
        assertThat(intake.status().problem(Instant.now()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("QueueDoesNotExist"));

        QueueUrl queue = ElasticQueues.create(name, Map.of());
        send(ElasticQueues.client(), queue, 1);

        await().atMost(Duration.ofSeconds(35)).until(() -> publisher.handedOff().size() == 1);
        assertThat(intake.status().problem(Instant.now())).isEmpty();
        intake.stop(STOP);
    }

    @Test
    void nothingIsLostWhenTheQueueServiceIsKilledAndRestarted(@TempDir Path folder)
            throws IOException, InterruptedException {
        Optional<Path> storage = Optional.of(folder.resolve("messages"));
        EmbeddedQueue service = EmbeddedQueue.start(0, storage);
        QueueUrl queue = new QueueUrl(service.url());
        Set<String> expected = new HashSet<>();
        try (SqsClient client = ElasticQueues.client(service.endpoint())) {
            expected.addAll(send(client, queue, 500));
            Intake intake = start(
                    queue, new ConfigBuilder().visibility(Duration.ofSeconds(5)).pollWait(Duration.ofSeconds(2)));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> publisher.handedOff().size() >= 100);

            service.close();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> intake.status().pollFault().isPresent());
            service = EmbeddedQueue.start(service.endpoint().getPort(), storage);

            await().atMost(Duration.ofSeconds(40)).until(() -> new HashSet<>(publisher.handedOff()).equals(expected));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> count(client, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) == 0
                            && count(client, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                                    == 0);
            intake.stop(STOP);
        } finally {
            service.close();
        }
        assertThat(publisher.handedOff()).doesNotHaveDuplicates();
    }

    @Test
    void aFifoQueueKeepsTheOrderOfEachGroupToTheEnd() throws InterruptedException {
        QueueUrl queue = ElasticQueues.createFifo();
        for (int i = 0; i < 30; i++) {
            int number = i;
            ElasticQueues.client()
                    .sendMessage(request -> request.queueUrl(queue.text())
                            .messageBody(Integer.toString(number))
                            .messageGroupId("group-" + number % 3)
                            .messageDeduplicationId("d" + number));
        }
        Intake intake = start(queue, new ConfigBuilder().pollers(3));

        await().atMost(Duration.ofSeconds(30)).until(() -> publisher.handedOff().size() == 30);
        intake.stop(STOP);

        for (int group = 0; group < 3; group++) {
            int remainder = group;
            assertThat(publisher.handedOff().stream().map(Integer::valueOf).filter(i -> i % 3 == remainder))
                    .isSorted()
                    .hasSize(10);
        }
    }

    @Test
    void anInvalidMessageIsParkedWithItsReason() throws InterruptedException {
        QueueUrl queue = ElasticQueues.create();

        Message parked = parked(queue, Map.of());

        assertThat(parked.body()).isEqualTo("not JSON");
        assertThat(text(parked, "queuewire-reason")).startsWith("body is not JSON");
        assertThat(text(parked, "queuewire-source")).isEqualTo(queue.text());
    }

    @Test
    void aParkedMessageKeepsAttributesOfEveryType() throws InterruptedException {
        Map<String, MessageAttributeValue> own = Map.of(
                "name", attribute("String").stringValue("Oak lamp ✓").build(),
                "price", attribute("Number").stringValue("12.50").build(),
                "count", attribute("Number.int").stringValue("007").build(),
                "image",
                        attribute("Binary.png")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 10, 127, -128}))
                                .build());

        Message parked = parked(ElasticQueues.create(), own);

        assertThat(parked.messageAttributes())
                .containsAllEntriesOf(own)
                .containsOnlyKeys("name", "price", "count", "image", "queuewire-reason", "queuewire-source");
    }

    @Test
    void ofTenAttributesEightAreParkedAndTwoNamed() throws InterruptedException {
        Map<String, MessageAttributeValue> ten = new HashMap<>();
        for (char name = 'a'; name < 'k'; name++) {
            ten.put(String.valueOf(name), attribute("Number").stringValue("1").build());
        }

        Message parked = parked(ElasticQueues.create(), ten);

        assertThat(text(parked, "queuewire-reason"))
                .startsWith("body is not JSON")
                .endsWith("; omitted: [i, j]");
        ten.keySet().removeAll(Set.of("i", "j"));
        assertThat(parked.messageAttributes()).hasSize(10).containsAllEntriesOf(ten);
    }

    @Test
    void aMessageThatIsAsLargeAsOneMayBeIsParked() throws InterruptedException {
        String name = "a";
        String value = "v".repeat(2_000);
        String body = "x".repeat(ReceivedMessage.LARGEST - name.length() - "String".length() - value.length());

        Message parked = parked(
                ElasticQueues.create(),
                body,
                Map.of(name, attribute("String").stringValue(value).build()));

        assertThat(parked.body()).isEqualTo(body);
        assertThat(parked.messageAttributes()).containsOnlyKeys("queuewire-reason", "queuewire-source");
        assertThat(text(parked, "queuewire-reason")).endsWith("; omitted: [a]");
    }

    private Message parked(QueueUrl queue, Map<String, MessageAttributeValue> attributes) throws InterruptedException {
        return parked(queue, "not JSON", attributes);
    }

    /** What a message that is not understood looks like on the parking queue. */
    private Message parked(QueueUrl queue, String body, Map<String, MessageAttributeValue> attributes)
            throws InterruptedException {
        QueueUrl parking = ElasticQueues.create();
        ElasticQueues.client()
                .sendMessage(request ->
                        request.queueUrl(queue.text()).messageBody(body).messageAttributes(attributes));
        try (SqsSender sender = new SqsSender(SqsConfig.of(parking), 1)) {
            Intake intake = new Intake(
                    new SqsMessageSource(SqsConfig.of(queue)),
                    new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build(),
                    publisher,
                    Optional.of(new ParkingQueue(sender)),
                    metrics);
            intake.start();

            await().until(() -> ElasticQueues.visible(parking) == 1);
            intake.stop(STOP);
        }

        assertThat(ElasticQueues.visible(queue) + ElasticQueues.inFlight(queue)).isZero();
        assertThat(metrics.counts()).isEqualTo(Map.of("parked", 1L));
        return ElasticQueues.client()
                .receiveMessage(request -> request.queueUrl(parking.text()).messageAttributeNames("All"))
                .messages()
                .getFirst();
    }

    private static MessageAttributeValue.Builder attribute(String type) {
        return MessageAttributeValue.builder().dataType(type);
    }

    private static String text(Message message, String attribute) {
        return message.messageAttributes()
                .getOrDefault(attribute, MessageAttributeValue.builder().build())
                .stringValue();
    }

    @Test
    void aStatusTellsWhenTheLastPollSucceeded() throws InterruptedException {
        Intake intake = start(ElasticQueues.create(), new ConfigBuilder());

        await().until(() -> intake.status().lastPoll().isPresent());

        IntakeStatus status = intake.status();
        assertThat(status.problem(Instant.now())).isEmpty();
        assertThat(status.problem(Instant.now().plusSeconds(4))).isPresent();
        intake.stop(STOP);
    }

    private Intake start(QueueUrl queue, ConfigBuilder config) {
        Intake intake = new Intake(
                new SqsMessageSource(SqsConfig.of(queue)), config.build(), publisher, Optional.empty(), metrics);
        intake.start();
        return intake;
    }

    private static int count(SqsClient client, QueueUrl queue, QueueAttributeName name) {
        return ElasticQueues.count(client, queue, name);
    }

    /** Sends so many numbers; returns them. */
    private static List<String> send(SqsClient client, QueueUrl queue, int count) {
        for (int start = 0; start < count; start += 10) {
            int first = start;
            client.sendMessageBatch(request -> request.queueUrl(queue.text())
                    .entries(IntStream.range(first, Math.min(count, first + 10))
                            .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .messageBody(Integer.toString(i))
                                    .build())
                            .toList()));
        }
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
