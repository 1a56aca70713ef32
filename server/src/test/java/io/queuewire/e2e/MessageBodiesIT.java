package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What producers put into messages, odd things included, and what the official client makes of it. */
@RequiresTool(Tool.NODE)
class MessageBodiesIT {

    private static final int CLIENTS = 3;

    /** What SQS allows for a body together with its attributes' names, types and values. */
    private static final int LARGEST_MESSAGE = 1 << 20;

    private static EmbeddedQueue service;
    private static TestQueue queue;
    private static RelayFixture relay;
    private static NodeClients clients;

    @BeforeAll
    static void start() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
        queue = TestQueue.create(service.endpoint(), "bodies");
        // Nothing that is left to the queue comes back while the tests run.
        relay = RelayFixture.start(queue.andAlso("queue.visibility=10m"));
        clients = NodeClients.connect(relay.address(), CLIENTS);
    }

    @AfterAll
    static void stop() {
        clients.close();
        relay.close();
        queue.close();
        service.close();
    }

    @BeforeEach
    void forgetWhatEarlierTestsSent() {
        clients.forgetEvents();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"🪔 Lampe à huile\",\"tags\":[\"👩‍👩‍👧‍👦\",\"한글\",\"\u2028\"]}",
                "{ \"price\" : 42.50 , \"big\":12345678901234567890, \"exp\":1.0E+2 }",
                "{\"escaped\":\"\\ud83e\\ude94 \\u0041\\/\\n\",\"twice\":1,\"twice\":2}",
                "[ ]",
                "\"just a text\"",
                "-0.0",
                "null"
            })
    void bodiesReachClientsByteForByte(String body) {
        queue.send(body);

        clients.awaitEvents(1);

        assertThat(clients.eventsOfEach()).allSatisfy(events -> assertUnchanged(events, body));
    }

    @Test
    void theLargestBodyReachesClientsByteForByte() {
        String body = largest(LARGEST_MESSAGE);
        queue.send(body);

        clients.awaitEvents(1);

        assertThat(clients.eventsOfEach()).allSatisfy(events -> assertUnchanged(events, body));
    }

    @Test
    void theLargestBodyNextToAttributesReachesClientsByteForByte() {
        String body = largest(LARGEST_MESSAGE - "event".length() - "String".length() - "stock_taken".length());
        queue.send(body, Map.of("event", "stock_taken"));

        clients.awaitEvents(1);

        assertThat(clients.eventsOfEach()).allSatisfy(events -> {
            assertThat(events).extracting(NodeClients.Event::name).containsExactly("stock_taken");
            assertUnchanged(events, body);
        });
    }

    @Test
    void whiteSpaceAroundABodyIsDropped() {
        queue.send("\n\t {\"id\": 1}\r\n");

        clients.awaitEvents(1);

        assertThat(clients.eventsOfEach()).allSatisfy(events -> assertUnchanged(events, "{\"id\": 1}"));
    }

    @Test
    void attributesChooseEventAndAudience() throws Exception {
        assertThat(clients.ask(1, "join", "\"orders\"")).isEqualTo("{\"ok\":true}");

        queue.send("1", Map.of("event", "order_placed", "room", "orders,returns"));
        queue.send("2", Map.of("unrelated", "attribute"));
        clients.awaitEvents(1);
        eventually().until(() -> clients.events(1).size() == 2);

        assertThat(clients.events(0)).extracting(NodeClients.Event::name).containsExactly("item_added");
        assertThat(clients.events(1))
                .extracting(NodeClients.Event::name)
                .containsExactlyInAnyOrder("order_placed", "item_added");
    }

    @Test
    void aMessageForARoomWithoutMembersHasNoAudience() {
        queue.send("1", Map.of("room", "empty"));

        eventually().until(() -> management().messages("no_audience") == 1);

        assertThat(clients.eventsOfEach()).allMatch(List::isEmpty);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a body that is not JSON       | {\"id\":        |       |",
                "two values                    | {} {}           |       |",
                "a blank body                  | '   '           |       |",
                "a reserved event              | {}              | event | disconnect",
                "another reserved event        | {}              | event | gap",
                "a time to live that is no one | {}              | ttl   | soon",
                "a list of no rooms            | {}              | room  | ','",
                "a namespace that is not there | {}              | namespace | /elsewhere"
            })
    void whatCannotBeUnderstoodIsLeftToTheRedrivePolicy(String what, String body, String attribute, String value) {
        // A delete of the case before may still be on its way, and its message still hidden.
        eventually().until(() -> management().value("queuewire_queue_in_hand") == 0);
        int invalidBefore = management().messages("invalid");
        int leftBefore = queue.size().hidden();

        queue.send(body, attribute == null ? Map.of() : Map.of(attribute, value));

        eventually().until(() -> management().messages("invalid") == invalidBefore + 1);
        assertThat(queue.size().hidden()).as(what).isGreaterThan(leftBefore);
        assertThat(clients.eventsOfEach()).allMatch(List::isEmpty);
    }

    private static Management management() {
        return new Management(relay.management());
    }

    private static void assertUnchanged(List<NodeClients.Event> events, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().bytes()).isEqualTo(bytes.length);
        assertThat(events.getFirst().sha256()).isEqualTo(sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JSON text of exactly so many bytes, characters of one to four bytes among them. */
    private static String largest(int bytes) {
        String unit = "aé한🪔";
        int unitBytes = unit.getBytes(StandardCharsets.UTF_8).length;
        int room = bytes - "{\"note\":\"\"}".length();
        return "{\"note\":\"" + unit.repeat(room / unitBytes) + "x".repeat(room % unitBytes) + "\"}";
    }
}
