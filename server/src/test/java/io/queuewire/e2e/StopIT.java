package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while messages pour in: every one of them is either with the clients or on the queue again, at once. */
@RequiresTool(Tool.NODE)
class StopIT {

    private static final int CLIENTS = 10;

    @TempDir
    private Path folder;

    @Test
    void aStopInTheMiddleOfAThousandMessagesLosesNone() throws Exception {
        List<String> items = IntStream.range(0, 1_000)
                .mapToObj(number -> "{\"id\":" + number + "}")
                .toList();
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue queue = TestQueue.create(service.endpoint(), "stop");
                RelayProcess relay = RelayProcess.run(folder, serve(queue));
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS, "{\"reconnection\":false}")) {
            Thread producer = Thread.ofVirtual().start(() -> queue.sendAll(items));
            clients.awaitEvents(300);

            relay.terminate();

            assertThat(relay.exitCode()).isZero();
            assertThat(relay.errors()).doesNotContain("LEAK").doesNotContain("ERROR");
            eventually().until(() -> clients.endings().size() == CLIENTS);
            assertThat(clients.endings()).containsOnly(new NodeClients.Ending("transport close", 1012));
            producer.join();

            List<String> delivered = dataOf(clients.events(0));
            assertThat(clients.eventsOfEach())
                    .allSatisfy(events -> assertThat(dataOf(events)).isEqualTo(delivered));
            // What is in nobody's hand any more can be received, although the visibility timeout is far away.
            assertThat(queue.size()).isEqualTo(new TestQueue.Size(items.size() - delivered.size(), 0));
            Collection<String> givenBack = queue.drain().values();
            List<String> all = new ArrayList<>(delivered);
            all.addAll(givenBack);
            assertThat(all).containsExactlyInAnyOrderElementsOf(items);
            assertThat(givenBack).isNotEmpty();
        }
    }

    private static String[] serve(TestQueue queue) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        for (String assignment : queue.andAlso(
                "host=127.0.0.1",
                "port=0",
                "management.port=0",
                "queue.region=us-east-1",
                "queue.visibility=10m",
                "drain.spread=0s")) {
            arguments.add("--set");
            arguments.add(assignment);
        }
        return arguments.toArray(String[]::new);
    }

    private static List<String> dataOf(List<NodeClients.Event> events) {
        return events.stream().map(event -> event.data().text()).toList();
    }
}
