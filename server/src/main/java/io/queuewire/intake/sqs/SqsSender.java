package io.queuewire.intake.sqs;

import io.queuewire.intake.MessageSink;
import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.QueueUrl;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sends messages to an SQS queue, one at a time. Safe for any thread. */
public final class SqsSender implements MessageSink, AutoCloseable {

    private final QueueUrl queue;
    private final SdkHttpClient http;
    private final SqsClient client;

    /**
     * A sender to the queue of the configuration.
     *
     * @param attempts how often a send is tried, within a second or so, before it fails
     */
    public SqsSender(SqsConfig config, int attempts) {
        SqsClients clients = new SqsClients(config);
        this.queue = config.url();
        this.http = clients.http();
        this.client = clients.build(http, attempts);
    }

    @Override
    public QueueUrl url() {
        return queue;
    }

    @Override
    public String send(OutgoingMessage message) {
        SendMessageRequest.Builder request = SendMessageRequest.builder()
                .queueUrl(queue.text())
                .messageBody(message.body())
                .messageAttributes(SqsMessages.toSend(message.attributes()));
        message.order()
                .ifPresent(
                        order -> request.messageGroupId(order.group()).messageDeduplicationId(order.deduplicationId()));
        try {
            return client.sendMessage(request.build()).messageId();
        } catch (SdkException e) {
            throw SqsFaults.ofMessage(e);
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
