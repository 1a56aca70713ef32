package io.queuewire.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ConfigLoader;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ConfigSources;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.doctor.QueueExamination.Depth;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.testkit.ElasticQueues;
import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.InMemoryQueue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class QueueExaminationIT {

    private final InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
    private FaultySqs service;

    @BeforeEach
    void start() throws IOException {
        service = new FaultySqs(queue);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aGoodQueueIsFineAndItsMessagesStayAsTheyAre() {
        QueueUrl dead = ElasticQueues.create();
        QueueUrl good = ElasticQueues.create(
                "queue-" + UUID.randomUUID(), Map.of(QueueAttributeName.REDRIVE_POLICY, redriveTo(dead, 5)));
        ElasticQueues.client()
                .sendMessage(request -> request.queueUrl(good.text()).messageBody("1"));

        List<String> findings = examine(good, Depth.WITHOUT_RECEIVE);

        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding).startsWith("ok  "))
                .anySatisfy(finding -> assertThat(finding).contains("reachable", "1 messages are waiting, 0 are"))
                .anySatisfy(finding -> assertThat(finding).contains("ReceiveMessage is allowed", "a count of 0"))
                .anySatisfy(finding -> assertThat(finding).contains("DeleteMessage is allowed"))
                .anySatisfy(finding -> assertThat(finding).contains("ChangeMessageVisibility is allowed"))
                .anySatisfy(finding -> assertThat(finding).contains("dead-letter queue after 5 receives"));
        assertThat(ElasticQueues.visible(good)).isEqualTo(1);
        assertThat(nextReceiveCount(good)).isEqualTo("1");
    }

    @Test
    void aRealReceiveIsMadeOnlyOnDemandAndLeavesTheMessageVisible() {
        QueueUrl good = ElasticQueues.create();
        ElasticQueues.client()
                .sendMessage(request -> request.queueUrl(good.text()).messageBody("1"));

        assertThat(examine(good, Depth.WITH_RECEIVE))
                .anySatisfy(finding -> assertThat(finding).startsWith("ok").contains("a message came and is visible"));

        assertThat(ElasticQueues.visible(good)).isEqualTo(1);
        assertThat(nextReceiveCount(good)).isEqualTo("2");
    }

    @Test
    void aFifoQueueWithoutADeadLetterQueueIsWarnedAbout() {
        assertThat(examine(ElasticQueues.createFifo(), Depth.WITHOUT_RECEIVE))
                .anySatisfy(finding -> assertThat(finding).startsWith("warn  redrive"))
                .anySatisfy(
                        finding -> assertThat(finding).startsWith("warn  fifo").contains("blocks its group"))
                .noneSatisfy(finding -> assertThat(finding).startsWith("FAIL"));
    }

    @Test
    void aMissingQueueFailsAndNothingElseIsTried() {
        assertThat(examine(ElasticQueues.missing("nowhere"), Depth.WITHOUT_RECEIVE))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("FAIL  reachable")
                .contains("does not exist", "create it");
    }

    @Test
    void aRefusedCallIsNamedWithThePermissionThatItNeeds() {
        queue.send("1");
        for (Map.Entry<String, String> call : Map.of(
                        "ReceiveMessage", "receive",
                        "DeleteMessageBatch", "delete",
                        "ChangeMessageVisibilityBatch", "visibility")
                .entrySet()) {
            service.trouble(call.getKey(), new FaultySqs.Trouble.Refuse(403, "AccessDeniedException"));
            String permission = "allow sqs:" + call.getKey().replace("Batch", "");

            assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE).stream().filter(line -> line.startsWith("FAIL")))
                    .singleElement()
                    .asString()
                    .startsWith("FAIL  " + call.getValue())
                    .contains("AccessDenied", permission);
        }
    }

    @Test
    void aComplaintAboutTheQuestionMeansThatAskingIsAllowed() {
        service.trouble("ReceiveMessage", new FaultySqs.Trouble.Refuse(400, "InvalidParameterValue"));

        assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE))
                .anySatisfy(finding -> assertThat(finding).startsWith("ok").contains("ReceiveMessage is allowed"));
    }

    @Test
    void noMessageIsReceivedFromAServiceThatDoesNotMindTheCount() {
        String id = queue.send("1");

        examine(service.url(), Depth.WITHOUT_RECEIVE);

        assertThat(queue.receives(id)).isZero();
        assertThat(queue.visible()).isEqualTo(1);
    }

    @Test
    void withoutAttributesThePermissionsAreStillTried() {
        service.trouble("GetQueueAttributes", new FaultySqs.Trouble.Refuse(403, "AccessDeniedException"));

        assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE))
                .anySatisfy(finding ->
                        assertThat(finding).startsWith("warn  attributes").contains("allow sqs:GetQueueAttributes"))
                .anySatisfy(finding -> assertThat(finding).contains("DeleteMessage is allowed"))
                .noneSatisfy(finding -> assertThat(finding).contains("redrive    "));
    }

    @Test
    void refusedCredentialsFailAtTheFirstCall() {
        service.trouble(new FaultySqs.Trouble.Refuse(403, "UnrecognizedClientException"));

        assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE))
                .last()
                .asString()
                .startsWith("FAIL  reachable")
                .contains("UnrecognizedClient", "check credentials");
        assertThat(service.calls()).hasSize(1);
    }

    @Test
    void aServiceThatHangsIsGivenUpOnAfterOneCall() {
        service.trouble(new FaultySqs.Trouble.Hang());
        Instant start = Instant.now();

        assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE))
                .last()
                .asString()
                .startsWith("FAIL  reachable")
                .contains("Timeout");

        assertThat(service.calls()).hasSize(1);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aServiceThatFailsHalfwayIsNotAskedFurther() {
        service.trouble("ReceiveMessage", new FaultySqs.Trouble.Refuse(503, "ServiceUnavailable"));

        assertThat(examine(service.url(), Depth.WITHOUT_RECEIVE))
                .last()
                .asString()
                .startsWith("FAIL  receive")
                .contains("ServiceUnavailable", "nothing else was tried");
        assertThat(service.calls()).extracting(FaultySqs.Call::action).doesNotContain("DeleteMessageBatch");
    }

    @Test
    void aParkingQueueIsSentNothing() {
        QueueUrl parking = ElasticQueues.create();

        assertThat(examine(parking, Depth.SENT_TO))
                .hasSize(3)
                .allSatisfy(finding -> assertThat(finding).startsWith("ok"))
                .last()
                .asString()
                .startsWith("ok    send")
                .contains("SendMessage is allowed", "a batch of no messages");

        assertThat(ElasticQueues.visible(parking)).isZero();
        assertThat(ElasticQueues.inFlight(parking)).isZero();
    }

    @Test
    void aParkingQueueThatRefusesMessagesIsNamedWithThePermissionThatItNeeds() {
        service.trouble("SendMessageBatch", new FaultySqs.Trouble.Refuse(403, "AccessDeniedException"));

        assertThat(examine(service.url(), Depth.SENT_TO))
                .last()
                .asString()
                .startsWith("FAIL  send")
                .contains("AccessDenied", "allow sqs:SendMessage on this queue");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aParkingQueueThatComplainsAboutAnEmptyBatchTakesOthers() {
        service.trouble(
                "SendMessageBatch", new FaultySqs.Trouble.Refuse(400, "AWS.SimpleQueueService.EmptyBatchRequest"));

        assertThat(examine(service.url(), Depth.SENT_TO))
                .last()
                .asString()
                .startsWith("ok    send")
                .contains("SendMessage is allowed");
    }

    @Test
    void aParkingQueueMayRefuseEverythingButMessages() {
        service.trouble("GetQueueAttributes", new FaultySqs.Trouble.Refuse(403, "AccessDeniedException"));

        assertThat(examine(service.url(), Depth.SENT_TO))
                .hasSize(3)
                .anySatisfy(finding ->
                        assertThat(finding).startsWith("warn  attributes").contains("AccessDenied", "only sent to"))
                .last()
                .asString()
                .startsWith("ok    send");
    }

    @Test
    void theRegionOfTheUrlHasToBeTheConfiguredOne() {
        SqsConfig config = new SqsConfig(
                new QueueUrl("https://sqs.eu-west-1.amazonaws.com/000000000000/items"),
                Optional.of(endpoint(service.url())),
                Optional.of("us-east-1"),
                true);

        assertThat(findings(config, Depth.WITHOUT_RECEIVE))
                .first()
                .asString()
                .startsWith("FAIL  region")
                .contains("eu-west-1", "us-east-1", "queue.region");
    }

    private static URI endpoint(QueueUrl url) {
        URI address = URI.create(url.text());
        return URI.create("http://" + address.getAuthority());
    }

    private static String redriveTo(QueueUrl dead, int receives) {
        String arn = ElasticQueues.client()
                .getQueueAttributes(
                        request -> request.queueUrl(dead.text()).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + receives + "}";
    }

    private static String nextReceiveCount(QueueUrl queue) {
        return ElasticQueues.client()
                .receiveMessage(request -> request.queueUrl(queue.text())
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages()
                .getFirst()
                .attributes()
                .getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "none");
    }

    private static List<String> examine(QueueUrl url, Depth depth) {
        return findings(SqsConfig.of(url), depth);
    }

    private static List<String> findings(SqsConfig queue, Depth depth) {
        ServerConfig config = ConfigLoader.load(new ConfigSources(
                        ConfigProfile.GENERAL, Optional.empty(), Path.of("target"), Map.of(), List.of()))
                .serverConfig();
        return new QueueExamination(queue, config.queue(), depth)
                .findings().stream().map(Finding::toString).toList();
    }
}
