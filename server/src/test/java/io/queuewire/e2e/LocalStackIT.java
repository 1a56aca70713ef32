package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.testkit.LocalStack;
import org.junit.jupiter.api.Test;
import org.testcontainers.localstack.LocalStackContainer;

/** The main job on another implementation of SQS. */
@LocalStack.AskedFor
class LocalStackIT {

    @Test
    void aMessageOfLocalStacksQueueReachesAClient() throws Exception {
        try (LocalStackContainer localStack = LocalStack.container()) {
            localStack.start();
            try (TestQueue queue = TestQueue.create(localStack.getEndpoint(), "items");
                    RelayFixture relay = RelayFixture.start(queue.andAlso());
                    JavaClient client = JavaClient.connect(relay.address())) {
                queue.send("{\"name\":\"Brass lamp 🪔\"}");

                client.awaitEvents(1);

                assertThat(client.events())
                        .containsExactly(new JavaClient.Event("item_added", "{\"name\":\"Brass lamp 🪔\"}"));
                eventually().until(() -> queue.size().equals(new TestQueue.Size(0, 0)));
            }
        }
    }
}
