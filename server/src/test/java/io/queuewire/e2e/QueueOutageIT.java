package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/** A queue that is not there, late or gone for a while; the relay copes without a restart and loses nothing. */
class QueueOutageIT {

    @TempDir
    private Path folder;

    @Test
    void aQueueThatIsMissingIsNamedAndPolledOnceItExists() throws Exception {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue missing = TestQueue.at(service.endpoint(), service.url("late"));
                RelayFixture relay = RelayFixture.start(missing.andAlso());
                JavaClient client = JavaClient.connect(relay.address())) {
            Management management = new Management(relay.management());
            eventually()
                    .untilAsserted(() -> assertThat(management.readiness().body())
                            .contains("\"queue " + missing.url() + "\"")
                            .contains("QueueDoesNotExist"));
            assertThat(management.readiness().statusCode()).isEqualTo(503);
            assertThat(management.get("livez").statusCode()).isEqualTo(200);

            try (TestQueue created = TestQueue.create(service.endpoint(), "late")) {
                created.send("{\"id\":\"first\"}");

                client.awaitEvents(1);
                assertThat(client.events()).containsExactly(new JavaClient.Event("item_added", "{\"id\":\"first\"}"));
                eventually()
                        .untilAsserted(() ->
                                assertThat(management.readiness().statusCode()).isEqualTo(200));
            }
        }
    }

    @Test
    void nothingIsLostWhenTheQueueServiceIsKilledAndComesBack() throws Exception {
        Path storage = folder.resolve("messages");
        List<String> items = IntStream.range(0, 300)
                .mapToObj(number -> "{\"id\":" + number + "}")
                .toList();
        EmbeddedQueue service = EmbeddedQueue.start(0, Optional.of(storage));
        int port = service.endpoint().getPort();
        try (TestQueue queue = TestQueue.at(service.endpoint(), service.url());
                RelayFixture relay = RelayFixture.start(queue.andAlso("queue.visibility=5s"));
                JavaClient client = JavaClient.connect(relay.address())) {
            Management management = new Management(relay.management());
            Set<String> sentAgain = ConcurrentHashMap.newKeySet();
            Thread producer =
                    Thread.ofVirtual().start(() -> items.forEach(item -> sendUntilTaken(queue, item, sentAgain)));
            client.awaitEvents(100);

            service.close();
            eventually()
                    .untilAsserted(() -> assertThat(management.readiness().body())
                            .contains("\"queue " + queue.url() + "\"")
                            .contains("\"ready\":false"));
            service = EmbeddedQueue.start(port, Optional.of(storage));
            producer.join();

            eventually().untilAsserted(() -> assertThat(dataOf(client)).containsAll(items));
            // Each is deleted in the end, also what the service brought back because a delete did not reach it.
            eventually().until(() -> queue.size().equals(new TestQueue.Size(0, 0)));
            assertThat(dataOf(client))
                    .filteredOn(item -> !sentAgain.contains(item))
                    .doesNotHaveDuplicates();
            assertThat(management.readiness().statusCode()).isEqualTo(200);
        } finally {
            service.close();
        }
    }

    /** A producer that does not give up; what failed may be on the queue all the same. */
    private static void sendUntilTaken(TestQueue queue, String item, Set<String> sentAgain) {
        eventually().until(() -> {
            try {
                queue.send(item);
                return true;
            } catch (SdkException failed) {
                sentAgain.add(item);
                return false;
            }
        });
    }

    private static List<String> dataOf(JavaClient client) {
        return client.events().stream().map(JavaClient.Event::data).toList();
    }
}
