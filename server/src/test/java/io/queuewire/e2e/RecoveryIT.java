package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.CutProxy;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Official JavaScript clients whose network is cut for a while, and who get everything all the same. */
@RequiresTool(Tool.NODE)
class RecoveryIT {

    private static final int CLIENTS = 3;
    private static final int MISSED = 50;
    private static final String QUICK =
            "{\"reconnectionDelay\":50,\"reconnectionDelayMax\":100,\"timeout\":3000,\"transports\":[\"%s\"]}";

    private static EmbeddedQueue service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startQueue() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
    }

    @AfterAll
    static void stopQueue() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void whatIsSentWhileTheNetworkIsGoneArrivesWhenItIsBack(String transport) throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "cut-" + transport + ".fifo");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                CutProxy network = CutProxy.to(relay.port());
                NodeClients bystander = NodeClients.connect(relay.address(), 1);
                NodeClients clients = NodeClients.connect(through(network), CLIENTS, QUICK.formatted(transport))) {
            queue.sendAll(items(0, 5));
            clients.awaitEvents(5);

            network.cut();
            queue.sendAll(items(5, MISSED));
            bystander.awaitEvents(5 + MISSED);
            network.mend();

            clients.awaitEvents(5 + MISSED);
            assertRecovered(clients, items(0, 5 + MISSED));
        }
    }

    @Test
    void whoHasReceivedNothingYetComesBackToo() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "early.fifo");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                CutProxy network = CutProxy.to(relay.port());
                NodeClients bystander = NodeClients.connect(relay.address(), 1);
                NodeClients clients = NodeClients.connect(through(network), CLIENTS, QUICK.formatted("websocket"))) {
            network.cut();
            queue.sendAll(items(0, 10));
            bystander.awaitEvents(10);
            network.mend();

            clients.awaitEvents(10);
            assertRecovered(clients, items(0, 10));
        }
    }

    @Test
    void aDeployWithAReplayFileGoesUnnoticed() throws Exception {
        String file = "replay.file=" + folder.resolve("replay").toAbsolutePath();
        try (TestQueue queue = TestQueue.create(service.endpoint(), "deploy.fifo")) {
            RelayFixture first = RelayFixture.start(queue.andAlso(file));
            try (CutProxy network = CutProxy.to(first.port());
                    NodeClients clients =
                            NodeClients.connect(through(network), CLIENTS, QUICK.formatted("websocket"))) {
                queue.sendAll(items(0, 5));
                clients.awaitEvents(5);

                first.close();
                queue.sendAll(items(5, 5));
                try (RelayFixture second = RelayFixture.start(queue.andAlso(file))) {
                    network.leadTo(second.port());
                    clients.awaitEvents(10);
                    assertRecovered(clients, items(0, 10));
                }
            } finally {
                first.close();
            }
        }
    }

    private static void assertRecovered(NodeClients clients, List<String> items) {
        assertThat(clients.eventsOfEach())
                .allSatisfy(events -> assertThat(events)
                        .extracting(event -> event.data().text())
                        .containsExactlyElementsOf(items));
        IntStream.range(0, CLIENTS)
                .forEach(client -> eventually()
                        .untilAsserted(() -> assertThat(clients.recoveries(client))
                                .startsWith(false)
                                .endsWith(true)));
    }

    private static URI through(CutProxy network) {
        return URI.create("http://127.0.0.1:" + network.port() + "/");
    }

    private static List<String> items(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> "{\"id\":\"item-%d\"}".formatted(number))
                .toList();
    }
}
