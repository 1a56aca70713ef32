package io.queuewire.intake.sqs;

import io.queuewire.intake.Fault;
import io.queuewire.intake.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * Finds out what a queue lets us do, without taking a message: calls that it may make are made in a way that cannot
 * succeed, and a service that complains about that has let the caller in.
 *
 * <p>Each call is made once and takes at most 10 s. For one thread.
 */
public final class SqsProbe implements AutoCloseable {

    private static final String NO_RECEIPT = "queuewire-doctor";

    /** Complaints about what is asked, rather than about who asks. */
    private static final Set<String> COMPLAINTS = Set.of(
            "ReceiptHandleIsInvalid",
            "InvalidParameterValue",
            "InvalidAttributeValue",
            "ReadCountOutOfRange",
            "EmptyBatchRequest",
            "ValidationError");

    private final SqsConfig config;
    private final SqsAddress address;
    private final SdkHttpClient http;
    private final SqsClient client;

    public SqsProbe(SqsConfig config) {
        SqsClients clients = new SqsClients(config);
        this.config = config;
        this.address = clients.address();
        this.http = clients.http();
        this.client = clients.build(http, 1);
    }

    /** The region that calls are signed for. */
    public String region() {
        return address.region();
    }

    /** The region that the queue's URL names, if it is one of AWS. */
    public Optional<String> regionOfUrl() {
        QueueHost host = QueueHost.of(config.url());
        return host.isAws() ? host.region() : Optional.empty();
    }

    /** Whether the calls go to an emulator, which has no permissions. */
    public boolean emulator() {
        return address.emulator();
    }

    /**
     * All attributes of the queue by their names in the API.
     *
     * @throws SourceException when it does not tell them
     */
    public Map<String, String> attributes() {
        return call(() -> client.getQueueAttributes(
                        request -> request.queueUrl(config.url().text()).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings());
    }

    /** Why a delete is refused; empty when it is allowed. */
    public Optional<Fault> deleteRefusal() {
        return refusal(() -> client.deleteMessageBatch(
                request -> request.queueUrl(config.url().text())
                        .entries(DeleteMessageBatchRequestEntry.builder()
                                .id("0")
                                .receiptHandle(NO_RECEIPT)
                                .build())));
    }

    /** Why a visibility change is refused; empty when it is allowed. */
    public Optional<Fault> visibilityRefusal() {
        return refusal(() -> client.changeMessageVisibilityBatch(
                request -> request.queueUrl(config.url().text())
                        .entries(ChangeMessageVisibilityBatchRequestEntry.builder()
                                .id("0")
                                .receiptHandle(NO_RECEIPT)
                                .visibilityTimeout(0)
                                .build())));
    }

    /** Why a batch of no messages is refused for another reason than that; empty when it is not. */
    public Optional<Fault> sendRefusal() {
        return refusal(() -> client.sendMessageBatch(
                request -> request.queueUrl(config.url().text()).entries(List.of())));
    }

    /**
     * Why a receive of no message at all, which the service has to refuse, is refused for another reason than that; empty
     * when it is not. A service could look at the number first and at the permission later: only {@link #receive} proves.
     */
    public Optional<Fault> receiveRefusal() {
        return refusal(() -> client.receiveMessage(receiveOf(0)));
    }

    /**
     * Receives at most one message for real. It is visible again at once, but its receive count has grown by one.
     *
     * @return how many messages came
     * @throws SourceException when that is refused or fails
     */
    public int receive() {
        return call(() -> client.receiveMessage(receiveOf(1)).messages().size());
    }

    /** Should a service give a message although none was asked for, then it is visible again at once. */
    private ReceiveMessageRequest receiveOf(int messages) {
        return ReceiveMessageRequest.builder()
                .queueUrl(config.url().text())
                .maxNumberOfMessages(messages)
                .waitTimeSeconds(0)
                .visibilityTimeout(0)
                .build();
    }

    private static Optional<Fault> refusal(Supplier<?> call) {
        try {
            var unused = call(call);
            return Optional.empty();
        } catch (SourceException e) {
            return COMPLAINTS.stream().anyMatch(e.fault().code()::contains) ? Optional.empty() : Optional.of(e.fault());
        }
    }

    private static <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new SourceException(SqsFaults.of(e), e);
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
