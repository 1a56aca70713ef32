package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.conformance.ConformanceServer;
import io.queuewire.conformance.Profile;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import io.queuewire.transport.TransportKind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official JavaScript client in Node, over each transport of the protocol and of the machine. */
@RequiresTool(Tool.NODE)
@ParameterizedClass(name = "{0}")
@MethodSource("io.queuewire.transport.Transports#available")
class OfficialClientIT {

    private static final String LAST = Long.toString(NumberedStream.LAST);

    private final ConformanceServer server;

    OfficialClientIT(TransportKind kind) {
        server = ConformanceServer.start(Profile.SUITE.unhurried(), kind);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"polling\"]", "[\"websocket\"]", "[\"polling\",\"websocket\"]"})
    void bothSidesAreHeardInOrder(String transports) throws Exception {
        NumberedStream stream = NumberedStream.begin(server.publisher());
        try (NodeClients clients =
                NodeClients.connect(server.address(), 3, "{\"transports\":" + transports + ",\"chatter\":100}")) {
            assertThat(clients.ask(1, "message-with-ack", "{\"a\":[1,\"Ä\"]}")).isEqualTo("{\"a\":[1,\"Ä\"]}");
            awaitChatter(clients, 100);
            stream.stop();

            expectNothingMissing(clients, 100);
            assertThat(clients.connections()).isEqualTo(3);
        }
    }

    @Test
    void aHundredUpgradesUnderAStreamLoseDoubleAndReorderNothing() throws Exception {
        NumberedStream stream = NumberedStream.begin(server.publisher());
        try (NodeClients clients = NodeClients.connect(
                server.address(), 100, "{\"transports\":[\"polling\",\"websocket\"],\"chatter\":20}")) {
            eventually().until(() -> clients.upgrades() == 100);
            awaitChatter(clients, 20);
            stream.stop();

            expectNothingMissing(clients, 20);
            assertThat(clients.connections()).isEqualTo(100);
            assertThat(clients.endings()).isEmpty();
        }
    }

    private static void awaitChatter(NodeClients clients, int count) {
        eventually()
                .untilAsserted(() -> assertThat(clients.eventsOfEach())
                        .allSatisfy(events ->
                                assertThat(numbers(events, "message-back")).hasSizeGreaterThanOrEqualTo(count)));
    }

    /** Each client has the stream from where it came in to its end, and the echo of all that it said. */
    private static void expectNothingMissing(NodeClients clients, int said) {
        eventually()
                .untilAsserted(() -> assertThat(clients.eventsOfEach())
                        .allSatisfy(events -> assertThat(numbers(events, NumberedStream.EVENT))
                                .endsWith(LAST)));
        assertThat(clients.eventsOfEach()).allSatisfy(events -> {
            assertThat(numbers(events, "message-back")).isEqualTo(from(0, said));
            List<String> stream = numbers(events, NumberedStream.EVENT);
            List<String> numbers = stream.subList(0, stream.size() - 1);
            assertThat(numbers).isEqualTo(from(Long.parseLong(numbers.getFirst()), numbers.size()));
        });
    }

    private static List<String> numbers(List<NodeClients.Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> event.data().text())
                .toList();
    }

    private static List<String> from(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(Long::toString).toList();
    }
}
