package io.queuewire.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.ElasticQueues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EmbeddedQueueIT {

    @Test
    void aMessageReceivedTooOftenGoesToTheDeadLetterQueue() throws IOException, InterruptedException {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                SqsClient client = ElasticQueues.client(service.endpoint())) {
            client.sendMessage(request -> request.queueUrl(service.url()).messageBody("1"));

            for (int receives = 1; receives <= EmbeddedQueue.MOST_RECEIVES; receives++) {
                assertThat(receive(client, service.url())).isEqualTo(1);
            }

            assertThat(receive(client, service.url())).isZero();
            assertThat(receive(client, service.url(EmbeddedQueue.DEAD_LETTERS))).isEqualTo(1);
        }
    }

    private static int receive(SqsClient client, String queue) {
        return client.receiveMessage(request -> request.queueUrl(queue).visibilityTimeout(0))
                .messages()
                .size();
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException, InterruptedException {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty())) {
            int port = service.endpoint().getPort();

            assertThatThrownBy(() -> EmbeddedQueue.start(port, Optional.empty()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port + " is taken");
        }
    }

    @Test
    void messagesOnDiskOutliveARestart(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> storage = Optional.of(folder.resolve("messages"));
        int port;
        try (EmbeddedQueue service = EmbeddedQueue.start(0, storage);
                SqsClient client = ElasticQueues.client(service.endpoint())) {
            port = service.endpoint().getPort();
            client.sendMessage(request -> request.queueUrl(service.url()).messageBody("1"));
        }

        try (EmbeddedQueue service = EmbeddedQueue.start(port, storage);
                SqsClient client = ElasticQueues.client(service.endpoint())) {
            QueueUrl queue = new QueueUrl(service.url());
            await().until(() ->
                    ElasticQueues.count(client, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) == 1);
        }
    }
}
