package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job: from the queue to fifty official JavaScript clients, and from one of them to all. */
@RequiresTool(Tool.NODE)
class FanOutIT {

    private static final int CLIENTS = 50;

    private static EmbeddedQueue service;

    @BeforeAll
    static void startQueue() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
    }

    @AfterAll
    static void stopQueue() {
        service.close();
    }

    @Test
    void everyClientGetsEveryItemOnceAndInTheOrderOfAFifoQueue() throws Exception {
        List<String> items = items(100);
        try (TestQueue queue = TestQueue.create(service.endpoint(), "ordered.fifo");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS)) {
            queue.sendAll(items);

            clients.awaitEvents(items.size());

            assertThat(clients.eventsOfEach()).allSatisfy(events -> {
                assertThat(events).extracting(NodeClients.Event::name).containsOnly("item_added");
                assertThat(events).extracting(event -> event.data().text()).containsExactlyElementsOf(items);
            });
            Management management = new Management(relay.management());
            eventually().until(() -> management.messages("delivered") == items.size());
            eventually().until(() -> queue.size().equals(new TestQueue.Size(0, 0)));
        }
    }

    @Test
    void allClientsOfAStandardQueueSeeTheSameOrder() throws Exception {
        List<String> items = items(300);
        try (TestQueue queue = TestQueue.create(service.endpoint(), "standard");
                RelayFixture relay = RelayFixture.start(queue.andAlso("queue.pollers=2"));
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS)) {
            queue.sendAll(items);

            clients.awaitEvents(items.size());

            List<String> first =
                    clients.events(0).stream().map(event -> event.data().text()).toList();
            assertThat(first).containsExactlyInAnyOrderElementsOf(items);
            assertThat(clients.eventsOfEach())
                    .allSatisfy(events -> assertThat(events)
                            .extracting(event -> event.data().text())
                            .containsExactlyElementsOf(first));
        }
    }

    @Test
    void anItemThatOneClientRemovesIsRemovedForAll() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "removal");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS)) {
            assertThat(clients.ask(7, "item_removed", "{\"id\":\"lamp-1\"}")).isEqualTo("{\"ok\":true}");

            clients.awaitEvents(1);

            assertThat(clients.eventsOfEach()).allSatisfy(events -> {
                assertThat(events).hasSize(1);
                assertThat(events.getFirst().name()).isEqualTo("item_removed");
                assertThat(events.getFirst().data().text()).isEqualTo("{\"id\":\"lamp-1\"}");
            });
        }
    }

    @Test
    void whatClientsMayNotSendReachesNobody() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "refusal");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS)) {
            assertThat(clients.ask(7, "item_added", "{\"id\":\"forged\"}"))
                    .startsWith("{\"ok\":false,\"code\":\"not_allowed\",");
            clients.emit(8, "delete_everything", "{}");

            // What follows on the same way shows that nothing was before it.
            clients.ask(8, "item_removed", "{\"id\":\"lamp-1\"}");
            clients.awaitEvents(1);

            assertThat(clients.eventsOfEach())
                    .allSatisfy(events -> assertThat(events)
                            .extracting(NodeClients.Event::name)
                            .containsExactly("item_removed"));
            Management management = new Management(relay.management());
            assertThat(management.value("queuewire_client_events_total{event=\"other\",outcome=\"not_allowed\"}"))
                    .isEqualTo(2);
        }
    }

    private static List<String> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"id\":\"item-%d\",\"name\":\"Lamp %d\"}".formatted(number, number))
                .toList();
    }
}
