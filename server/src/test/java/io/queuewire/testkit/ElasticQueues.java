package io.queuewire.testkit;

import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.intake.QueueUrl;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A real SQS-compatible service, one for all tests of a JVM; each test makes queues of its own. */
public final class ElasticQueues {

    private ElasticQueues() {}

    private static final class Service {
        private static final EmbeddedQueue QUEUE = start();
        private static final SqsClient CLIENT = client(QUEUE.endpoint());

        private static EmbeddedQueue start() {
            try {
                return EmbeddedQueue.start(0, Optional.empty());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no embedded queue service", e);
            }
        }
    }

    /** A client of the SDK, to put messages on queues and to look at them. */
    public static SqsClient client() {
        return Service.CLIENT;
    }

    public static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    public static QueueUrl create() {
        return create(client());
    }

    public static QueueUrl createFifo() {
        return createFifo(client());
    }

    /** A new queue of any service. */
    public static QueueUrl create(SqsClient client) {
        return create(client, "queue-" + UUID.randomUUID(), Map.of());
    }

    /** A new FIFO queue of any service. */
    public static QueueUrl createFifo(SqsClient client) {
        return create(
                client,
                "queue-" + UUID.randomUUID() + ".fifo",
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false"));
    }

    public static QueueUrl create(String name, Map<QueueAttributeName, String> attributes) {
        return create(client(), name, attributes);
    }

    private static QueueUrl create(SqsClient client, String name, Map<QueueAttributeName, String> attributes) {
        return new QueueUrl(
                client.createQueue(request -> request.queueName(name).attributes(attributes))
                        .queueUrl());
    }

    /** The URL of a queue that does not exist, until somebody makes it. */
    public static QueueUrl missing(String name) {
        return new QueueUrl(Service.QUEUE.url(name));
    }

    public static int visible(QueueUrl queue) {
        return count(client(), queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    public static int inFlight(QueueUrl queue) {
        return count(client(), queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    public static int count(SqsClient client, QueueUrl queue, QueueAttributeName name) {
        return Integer.parseInt(client.getQueueAttributes(
                        request -> request.queueUrl(queue.text()).attributeNames(name))
                .attributes()
                .getOrDefault(name, "0"));
    }
}
