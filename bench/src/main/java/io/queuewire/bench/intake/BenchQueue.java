package io.queuewire.bench.intake;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * A queue as the benchmark fills and watches it.
 *
 * @param endpoint of the service
 * @param url of the queue
 */
record BenchQueue(URI endpoint, String url) {

    static final int BATCH = 10;

    private static final int FILLERS = 3;

    /** Makes one with a name that nobody else has. */
    static BenchQueue create(URI endpoint) {
        String name = UUID.randomUUID().toString();
        try (SqsClient client = client(endpoint)) {
            return new BenchQueue(
                    endpoint,
                    client.createQueue(request -> request.queueName(name)).queueUrl());
        }
    }

    /** A client as anybody would make it. */
    static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** Puts so many messages of this body on the queue. */
    void fill(int messages, String body) throws InterruptedException {
        List<Thread> fillers = new ArrayList<>();
        for (int filler = 0; filler < FILLERS; filler++) {
            int batches = messages / BATCH / FILLERS + (filler < messages / BATCH % FILLERS ? 1 : 0);
            fillers.add(Thread.ofPlatform().start(() -> send(batches, body)));
        }
        for (Thread filler : fillers) {
            filler.join();
        }
    }

    private void send(int batches, String body) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, BATCH)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(body)
                        .build())
                .toList();
        try (SqsClient client = client(endpoint)) {
            for (int i = 0; i < batches; i++) {
                client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
            }
        }
    }

    /** Waits until every message has been deleted. */
    void awaitEmpty() throws InterruptedException {
        try (SqsClient client = client(endpoint)) {
            while (size(client) > 0) {
                Thread.sleep(20);
            }
        }
    }

    private int size(SqsClient client) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
                + Integer.parseInt(
                        attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0"));
    }
}
