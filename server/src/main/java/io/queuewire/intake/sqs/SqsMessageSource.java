package io.queuewire.intake.sqs;

import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.SourceException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An SQS queue as a source of messages. Makes no call, and loads nothing of the SDK, before the first connection. */
public final class SqsMessageSource implements MessageSource {

    private final SqsConfig config;
    private @Nullable SqsClients clients;

    public SqsMessageSource(SqsConfig config) {
        this.config = config;
    }

    /**
     * Loads what the SDK needs for its first call, which is most of what a start takes; to be run beside other work. Sends
     * nothing and keeps nothing.
     */
    public static void preload() {
        QueueUrl nowhere = new QueueUrl("http://127.0.0.1/preload/none");
        SqsClients clients = new SqsClients(SqsConfig.of(nowhere));
        clients.http().close();
        try (SqsClient client = clients.build(new EmptyAnswer())) {
            client.receiveMessage(request -> request.queueUrl(nowhere.text()));
        }
    }

    @Override
    public QueueUrl url() {
        return config.url();
    }

    @Override
    public QueueConnection connect() {
        try {
            return new SqsConnection(config.url(), clients());
        } catch (SdkException e) {
            throw new SourceException(SqsFaults.of(e), e);
        }
    }

    private synchronized SqsClients clients() {
        SqsClients shared = clients;
        if (shared == null) {
            shared = new SqsClients(config);
            clients = shared;
        }
        return shared;
    }
}
