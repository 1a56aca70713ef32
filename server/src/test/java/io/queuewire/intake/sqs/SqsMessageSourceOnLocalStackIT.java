package io.queuewire.intake.sqs;

import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.ElasticQueues;
import io.queuewire.testkit.LocalStack;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract on a third implementation, in a container. */
@LocalStack.AskedFor
class SqsMessageSourceOnLocalStackIT extends SqsContract {

    private static final LocalStackContainer CONTAINER = LocalStack.container();

    @BeforeAll
    static void start() {
        CONTAINER.start();
    }

    @AfterAll
    static void stop() {
        CONTAINER.stop();
    }

    @Override
    protected MessageSource queue() {
        try (SqsClient client = ElasticQueues.client(endpoint())) {
            return new SqsMessageSource(config(ElasticQueues.create(client)));
        }
    }

    @Override
    protected MessageSource fifoQueue() {
        try (SqsClient client = ElasticQueues.client(endpoint())) {
            return new SqsMessageSource(config(ElasticQueues.createFifo(client)));
        }
    }

    @Override
    SqsConfig config(QueueUrl queue) {
        return new SqsConfig(queue, Optional.of(endpoint()), Optional.of("us-east-1"), true);
    }

    private static URI endpoint() {
        return CONTAINER.getEndpoint();
    }
}
