package io.queuewire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job with the official Java client, which needs nothing on the machine but Java. */
class JavaClientIT {

    private static EmbeddedQueue service;

    @BeforeAll
    static void startQueue() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
    }

    @AfterAll
    static void stopQueue() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void itemsArriveOnceAndInTheOrderOfAFifoQueue(String names) throws Exception {
        String[] transports = names.split(",");
        List<JavaClient.Event> items = IntStream.range(0, 50)
                .mapToObj(number -> new JavaClient.Event("item_added", "{\"id\":\"item-" + number + "\"}"))
                .toList();
        try (TestQueue queue = TestQueue.create(service.endpoint(), names.replace(',', '-') + ".fifo");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                JavaClient first = JavaClient.connect(relay.address(), transports);
                JavaClient second = JavaClient.connect(relay.address(), transports)) {
            queue.sendAll(items.stream().map(JavaClient.Event::data).toList());

            first.awaitEvents(items.size());
            second.awaitEvents(items.size());

            assertThat(first.events()).isEqualTo(items);
            assertThat(second.events()).isEqualTo(items);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void removalsReachAllAndRefusalsReachTheSender(String transport) throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "removal-" + transport);
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                JavaClient sender = JavaClient.connect(relay.address(), transport);
                JavaClient other = JavaClient.connect(relay.address())) {
            JSONObject refusal = sender.ask("item_added", new JSONObject().put("id", "forged"));
            JSONObject answer = sender.ask("item_removed", new JSONObject().put("id", "lamp-1"));

            sender.awaitEvents(1);
            other.awaitEvents(1);

            assertThat(refusal.getBoolean("ok")).isFalse();
            assertThat(refusal.getString("code")).isEqualTo("not_allowed");
            assertThat(answer.toString()).isEqualTo("{\"ok\":true}");
            assertThat(List.of(sender.events(), other.events()))
                    .containsOnly(List.of(new JavaClient.Event("item_removed", "{\"id\":\"lamp-1\"}")));
        }
    }
}
