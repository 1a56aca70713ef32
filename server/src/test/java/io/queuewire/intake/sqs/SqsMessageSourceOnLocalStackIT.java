package io.queuewire.intake.sqs;

import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.ElasticQueues;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract on a third implementation, in a container. */
@EnabledIfSystemProperty(
        named = "queuewire.localstack",
        matches = "true",
        disabledReason = "LocalStack is tested with -Dqueuewire.localstack=true, which needs a Docker engine")
class SqsMessageSourceOnLocalStackIT extends SqsContract {

    private static final LocalStackContainer CONTAINER =
            new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0")).withServices("sqs");

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
