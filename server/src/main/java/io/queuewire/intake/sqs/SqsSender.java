package io.queuewire.intake.sqs;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.SourceException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sends messages to an SQS queue, one at a time. Safe for any thread; calls block. */
public final class SqsSender implements AutoCloseable {

    /** What the SDK's standard mode does by default. */
    private static final int ATTEMPTS = 3;

    private final QueueUrl queue;
    private final SdkHttpClient http;
    private final SqsClient client;

    public SqsSender(SqsConfig config) {
        SqsClients clients = new SqsClients(config);
        this.queue = config.url();
        this.http = clients.http();
        this.client = clients.build(http, ATTEMPTS);
    }

    /**
     * Sends one message.
     *
     * @param body not empty
     * @param attributes at most ten
     * @param group the message group, on a FIFO queue
     * @return the message id
     * @throws SourceException when the queue did not take it after three attempts
     */
    public String send(String body, Map<String, AttributeValue> attributes, Optional<String> group) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(queue.text())
                .messageBody(body)
                .messageAttributes(SqsMessages.toSend(attributes));
        group.ifPresent(request::messageGroupId);
        try {
            return client.sendMessage(request.build()).messageId();
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
