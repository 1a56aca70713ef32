package io.queuewire.intake.sqs;

import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueUrl;

/** An SQS queue as a source of messages. Makes no call, and loads nothing of the SDK, before the first connection. */
public final class SqsMessageSource implements MessageSource {

    private final SqsConfig config;
    private final SharedClients clients;

    public SqsMessageSource(SqsConfig config) {
        this.config = config;
        this.clients = new SharedClients(config);
    }

    @Override
    public QueueUrl url() {
        return config.url();
    }

    @Override
    public QueueConnection connect() {
        return new SqsConnection(config.url(), clients.get());
    }

    /** Made by the first thread that needs them. */
    private static final class SharedClients {
        private final SqsConfig config;
        private @org.jspecify.annotations.Nullable SqsClients clients;

        private SharedClients(SqsConfig config) {
            this.config = config;
        }

        private synchronized SqsClients get() {
            SqsClients made = clients;
            if (made == null) {
                made = new SqsClients(config);
                clients = made;
            }
            return made;
        }
    }
}
