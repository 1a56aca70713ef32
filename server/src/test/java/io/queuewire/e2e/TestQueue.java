package io.queuewire.e2e;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue as its producers and operators see it, through the AWS SDK and nothing of ours. */
final class TestQueue implements AutoCloseable {

    private static final int BATCH = 10;

    private final SqsClient client;
    private final URI endpoint;
    private final String url;

    /**
     * How many messages a queue has.
     *
     * @param visible to whoever polls
     * @param hidden because somebody has them in hand
     */
    record Size(int visible, int hidden) {}

    private TestQueue(SqsClient client, URI endpoint, String url) {
        this.client = client;
        this.endpoint = endpoint;
        this.url = url;
    }

    /** A queue that is there already, or will be. */
    static TestQueue at(URI endpoint, String url) {
        return new TestQueue(client(endpoint), endpoint, url);
    }

    /** A new queue; one whose name ends in {@code .fifo} keeps the order of its messages. */
    static TestQueue create(URI endpoint, String name) {
        Map<QueueAttributeName, String> attributes = name.endsWith(".fifo")
                ? Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")
                : Map.of();
        return create(endpoint, name, attributes);
    }

    /** A new queue that shows its messages late. */
    static TestQueue createDelayed(URI endpoint, String name, Duration delay) {
        return create(endpoint, name, Map.of(QueueAttributeName.DELAY_SECONDS, Long.toString(delay.toSeconds())));
    }

    private static TestQueue create(URI endpoint, String name, Map<QueueAttributeName, String> attributes) {
        SqsClient client = client(endpoint);
        String url = client.createQueue(queue -> queue.queueName(name).attributes(attributes))
                .queueUrl();
        return new TestQueue(client, endpoint, url);
    }

    private static SqsClient client(URI endpoint) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder())
                // A send that is retried unseen may put a message on the queue twice.
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    String url() {
        return url;
    }

    /** The assignments that a relay needs to read this queue. */
    String[] andAlso(String... assignments) {
        List<String> all = new ArrayList<>(List.of("queue.url=" + url, "queue.endpoint=" + endpoint));
        all.addAll(List.of(assignments));
        return all.toArray(String[]::new);
    }

    void send(String body) {
        send(body, Map.of());
    }

    /** Sends one message with string attributes. */
    void send(String body, Map<String, String> attributes) {
        client.sendMessage(message -> {
            message.queueUrl(url).messageBody(body);
            message.messageAttributes(attributes.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue(entry.getValue())
                                    .build())));
        });
    }

    /** Sends messages in batches; on a FIFO queue all in one group. */
    void sendAll(List<String> bodies) {
        for (int start = 0; start < bodies.size(); start += BATCH) {
            List<String> batch = bodies.subList(start, Math.min(start + BATCH, bodies.size()));
            var result = client.sendMessageBatch(request -> request.queueUrl(url)
                    .entries(IntStream.range(0, batch.size())
                            .mapToObj(index -> entry(index, batch.get(index)))
                            .toList()));
            if (!result.failed().isEmpty()) {
                throw new IllegalStateException("the queue refused messages: " + result.failed());
            }
        }
    }

    private SendMessageBatchRequestEntry entry(int index, String body) {
        SendMessageBatchRequestEntry.Builder entry =
                SendMessageBatchRequestEntry.builder().id("e" + index).messageBody(body);
        return (url.endsWith(".fifo") ? entry.messageGroupId("all") : entry).build();
    }

    Size size() {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return new Size(
                Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
                Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
    }

    /** Takes all visible messages off the queue: their bodies, by message id. */
    Map<String, String> drain() {
        Map<String, String> bodiesById = new LinkedHashMap<>();
        for (List<Message> batch = receive(); !batch.isEmpty(); batch = receive()) {
            for (Message message : batch) {
                bodiesById.put(message.messageId(), message.body());
                client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        return bodiesById;
    }

    private List<Message> receive() {
        return client.receiveMessage(request ->
                        request.queueUrl(url).maxNumberOfMessages(BATCH).waitTimeSeconds(0))
                .messages();
    }

    @Override
    public void close() {
        client.close();
    }
}
