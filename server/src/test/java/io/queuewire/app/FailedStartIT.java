package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.ElasticQueues;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class FailedStartIT {

    /** Or a supervisor that starts it over and over would have good messages sent to the dead-letter queue. */
    @ParameterizedTest
    @ValueSource(strings = {"port", "management.port"})
    void aRelayWhosePortIsTakenReceivesNothing(String key) throws Exception {
        QueueUrl queue = ElasticQueues.create();
        ElasticQueues.client()
                .sendMessage(request -> request.queueUrl(queue.text()).messageBody("{}"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> RelayFixture.start("queue.url=" + queue, key + "=" + taken.getLocalPort()))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("in use");
        }
        Message message = ElasticQueues.client()
                .receiveMessage(request -> request.queueUrl(queue.text())
                        .waitTimeSeconds(1)
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages()
                .getFirst();
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
    }
}
