package io.queuewire.intake.sqs;

import io.queuewire.intake.EntryResult;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueDepth;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** One thread's way to an SQS queue, on a client of its own. The SDK makes each call once: who calls decides what is next. */
final class SqsConnection implements QueueConnection {

    /** How much longer than its wait a poll may take before it counts as hung. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration BEAT = Duration.ofMillis(500);

    /** What is said of receipts that no longer count; LocalStack does not call it the sender's fault. */
    private static final Set<String> GONE = Set.of(
            "InvalidParameterValue", "InvalidParameterValueException", "MessageNotInflight", "ReceiptHandleIsInvalid");

    /** What {@link SqsMessages} reads; whatever else the queue knows would be sent and parsed for nothing. */
    private static final List<MessageSystemAttributeName> SYSTEM_ATTRIBUTES = List.of(
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.MESSAGE_GROUP_ID,
            MessageSystemAttributeName.AWS_TRACE_HEADER);

    private final QueueUrl queue;
    private final AbortableHttpClient http;
    private final CallWatch watch;
    private final Duration settlement;
    private final SqsClient client;
    /** On a FIFO queue a repeated receive with the same id brings what an answer that got lost would have brought. */
    private String attempt = UUID.randomUUID().toString();

    SqsConnection(QueueUrl queue, SqsClients clients) {
        this.queue = queue;
        this.http = new AbortableHttpClient(clients.http());
        this.client = clients.build(http);
        this.settlement = clients.settlement();
        // Not before the rest is there: what fails is tried again, and each time would leave a thread behind.
        this.watch = new CallWatch(http::abort, BEAT);
    }

    @Override
    public List<ReceivedMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
        ReceiveMessageRequest.Builder request = ReceiveMessageRequest.builder()
                .queueUrl(queue.text())
                .maxNumberOfMessages(max)
                .waitTimeSeconds((int) wait.toSeconds())
                .visibilityTimeout((int) visibility.toSeconds())
                .messageSystemAttributeNames(SYSTEM_ATTRIBUTES)
                .messageAttributeNames("All");
        if (queue.fifo()) {
            request.receiveRequestAttemptId(attempt);
        }
        List<ReceivedMessage> messages = call(
                wait.plus(GRACE),
                () -> client.receiveMessage(request.build()).messages().stream()
                        .map(message -> SqsMessages.received(message, queue.fifo()))
                        .toList());
        attempt = UUID.randomUUID().toString();
        return messages;
    }

    @Override
    public List<EntryResult> delete(List<ReceivedMessage> messages) throws InterruptedException {
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receipt())
                        .build())
                .toList();
        DeleteMessageBatchResponse response = call(
                settlement,
                () -> client.deleteMessageBatch(
                        request -> request.queueUrl(queue.text()).entries(entries)));
        List<EntryResult> results = unanswered(messages.size());
        response.successful().forEach(entry -> set(results, entry.id(), EntryResult.DONE));
        response.failed().forEach(entry -> set(results, entry.id(), refused(entry)));
        return results;
    }

    @Override
    public List<EntryResult> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = IntStream.range(0, changes.size())
                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(changes.get(i).message().receipt())
                        .visibilityTimeout((int) changes.get(i).timeout().toSeconds())
                        .build())
                .toList();
        ChangeMessageVisibilityBatchResponse response = call(
                settlement,
                () -> client.changeMessageVisibilityBatch(
                        request -> request.queueUrl(queue.text()).entries(entries)));
        List<EntryResult> results = unanswered(changes.size());
        response.successful().forEach(entry -> set(results, entry.id(), EntryResult.DONE));
        response.failed().forEach(entry -> set(results, entry.id(), refused(entry)));
        return results;
    }

    /** Ids are positions: a message id would stand twice in a batch that deletes a redelivery with its original. */
    private static void set(List<EntryResult> results, String id, EntryResult result) {
        results.set(Integer.parseInt(id), result);
    }

    private static List<EntryResult> unanswered(int size) {
        return new ArrayList<>(Collections.nCopies(size, new EntryResult.Retryable("NoAnswer")));
    }

    private static EntryResult refused(BatchResultErrorEntry entry) {
        String code = String.valueOf(entry.code());
        return Boolean.TRUE.equals(entry.senderFault()) || GONE.contains(code)
                ? new EntryResult.Gone(code)
                : new EntryResult.Retryable(code);
    }

    /** The one place where the SDK's failures become ours. */
    private <T> T call(Duration most, Supplier<T> call) throws InterruptedException {
        try {
            return watch.limit(most, call);
        } catch (SdkException e) {
            // What a cut looks like depends on where it came: only the interrupt tells it from a fault.
            if (Thread.interrupted() || e instanceof AbortedException) {
                throw (InterruptedException) new InterruptedException("the call was cut").initCause(e);
            }
            throw new SourceException(SqsFaults.of(e), e);
        }
    }

    @Override
    public QueueDepth depth(Duration most) throws InterruptedException {
        Map<QueueAttributeName, String> attributes = call(
                most,
                () -> client.getQueueAttributes(request -> request.queueUrl(queue.text())
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                        .attributes());
        return new QueueDepth(
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
                count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    private static long count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }

    @Override
    public void abort() {
        http.abort();
    }

    @Override
    public void close() {
        client.close();
        http.close();
        watch.close();
    }
}
