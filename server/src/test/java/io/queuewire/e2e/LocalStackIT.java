package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The main job on another implementation of SQS, in a container. Asked for by {@code -Dqueuewire.localstack=true} and not
 * by whether there is a Docker engine, so that a machine with a broken one does not skip it unseen.
 */
@EnabledIfSystemProperty(
        named = "queuewire.localstack",
        matches = "true",
        disabledReason = "LocalStack is tested with -Dqueuewire.localstack=true, which needs a Docker engine")
class LocalStackIT {

    /** The last image that starts without an account. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    @Test
    void aMessageOfLocalStacksQueueReachesAClient() throws Exception {
        try (LocalStackContainer localStack = new LocalStackContainer(IMAGE).withServices("sqs")) {
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
