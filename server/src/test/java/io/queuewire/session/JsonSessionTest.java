package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Since;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSessionTest {

    private static final JsonSession.Limits LIMITS =
            new JsonSession.Limits(Duration.ofSeconds(25), Duration.ofSeconds(20), 65_536);
    private static final String GAP = "{\"type\":\"gap\"}";

    private final ReplayNode node = ReplayNode.keeping(100);
    private final List<String> counts = new ArrayList<>();
    private final SessionMetrics metrics = new SessionMetrics() {
        @Override
        public void opened(String protocol) {
            counts.add("opened " + protocol);
        }

        @Override
        public void closed(String protocol, DisconnectReason reason) {
            counts.add("closed " + protocol + " " + reason);
        }

        @Override
        public void clientEvent(String event, String outcome) {
            counts.add(event + " " + outcome);
        }
    };
    private final RelayPolicy policy = new RelayPolicy(
            Set.of("/", "/orders"), Set.of("item_removed"), new Rate(0.001, 60), new RoomPolicy(List.of("open-*")));
    private final PlainClient client = new PlainClient(JsonEvent::text);
    private Optional<Presence> presence = Optional.empty();

    @Test
    void theFirstMessageSaysWhatTheClientNeedsToKnow() {
        node.publish("before", 1);
        open(Since.NOW);
        assertThat(client.news())
                .containsExactly("{\"type\":\"hello\",\"session\":\"c9Uau9icuBlvDvtokvlN\",\"position\":\"epoch-1\","
                        + "\"recovered\":false,\"pingInterval\":25000,\"maxPayload\":65536}");
        node.publish("item_added", 2);
        assertThat(client.news()).containsExactly("{\"event\":\"item_added\",\"data\":2,\"position\":\"epoch-2\"}");
        assertThat(counts).containsExactly("opened websocket");
    }

    @Test
    void whoComesBackGetsWhatItMissed() {
        node.publish("a", 1);
        node.publish("b", 2);
        open(Since.parse("epoch-1"));
        node.run();
        List<String> news = client.news();
        assertThat(news.getFirst()).contains("\"position\":\"epoch-1\"", "\"recovered\":true");
        assertThat(news.subList(1, news.size()))
                .containsExactly("{\"event\":\"b\",\"data\":2,\"position\":\"epoch-2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-1", "epoch-9", "nonsense", "-1"})
    void whoComesBackWithoutAGoodPositionIsToldOfTheGapAndGetsWhatIsLeft(String since) {
        node.publish("a", 1);
        open(Since.parse(since));
        node.run();
        List<String> news = client.news();
        assertThat(news.getFirst()).contains("\"recovered\":false", "\"position\":\"epoch-0\"");
        assertThat(news.subList(1, news.size()))
                .containsExactly(GAP, "{\"event\":\"a\",\"data\":1,\"position\":\"epoch-1\"}");
    }

    @Test
    void whoAsksForTheRecentPastGetsItWithoutAGap() {
        node.publish("a", 1);
        open(Since.parse("30s"));
        node.run();
        List<String> news = client.news();
        assertThat(news.getFirst()).contains("\"recovered\":false");
        assertThat(news.subList(1, news.size()))
                .containsExactly("{\"event\":\"a\",\"data\":1,\"position\":\"epoch-1\"}");
    }

    @Test
    void rooms() {
        node.publishTo("open-a", "before", 1);
        open(new Listening("/", Set.of("open-a"), Since.parse("epoch-0")));
        node.run();
        assertThat(client.news().getLast()).contains("before");
        say("{\"type\":\"join\",\"room\":\"open-b\",\"id\":8}");
        assertThat(client.news()).containsExactly("{\"type\":\"ack\",\"id\":8}");
        node.publishTo("open-b", "to b", 2);
        assertThat(client.news()).hasSize(1);
        say("{\"type\":\"leave\",\"room\":\"open-b\",\"id\":9}");
        node.publishTo("open-b", "to b again", 3);
        assertThat(client.news()).containsExactly("{\"type\":\"ack\",\"id\":9}");
        assertThat(counts).contains("join ok", "leave ok");
    }

    @Test
    void anEventOnTheListGoesToEveryoneWithItsDataAsItWasWritten() {
        open(Since.NOW);
        client.news();
        say("{\"id\":-12,\"event\":\"item_removed\",\"data\":{\"id\" : 1.50e1}}");
        node.run();
        assertThat(client.news())
                .containsExactly(
                        "{\"event\":\"item_removed\",\"data\":{\"id\" : 1.50e1},\"position\":\"epoch-1\"}",
                        "{\"type\":\"ack\",\"id\":-12}");
        assertThat(counts).contains("item_removed ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":\"item_added\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"not_allowed\"",
                "{\"type\":\"join\",\"room\":\"closed\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"not_allowed\"",
                "{\"type\":\"join\",\"room\":\"\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"bad_request\"",
                "{\"type\":\"join\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"bad_request\"",
                "{\"type\":\"dance\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"bad_request\"",
                "{\"event\":5,\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"bad_request\"",
                "{\"event\":\"\",\"id\":7}|{\"type\":\"error\",\"id\":7,\"code\":\"bad_request\"",
                "{\"event\":\"item_removed\",\"id\":1234567890123456789}|{\"type\":\"error\",\"code\":\"bad_request\"",
                "{\"event\":\"item_removed\",\"id\":1.5}|{\"type\":\"error\",\"code\":\"bad_request\"",
                "{\"event\":\"item_removed\",\"id\":\"7\"}|{\"type\":\"error\",\"code\":\"bad_request\"",
                "[]|{\"type\":\"error\",\"code\":\"bad_request\"",
                "no json|{\"type\":\"error\",\"code\":\"bad_request\"",
            })
    void whatCannotBeIsRefusedAndTheConnectionStays(String message, String answer) {
        open(Since.NOW);
        client.news();
        say(message);
        assertThat(client.news()).singleElement().asString().startsWith(answer);
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void whoWantsNoAnswerGetsNone() {
        open(Since.NOW);
        client.news();
        say("{\"event\":\"item_added\"}");
        say("{\"type\":\"join\",\"room\":\"open-a\"}");
        assertThat(client.news()).isEmpty();
        assertThat(counts).contains("other not_allowed", "join ok");
    }

    @Test
    void anEventThatCannotBeTakenNowSaysSo() {
        open(Since.NOW);
        client.news();
        node.executor().stop();
        client.session().text("{\"event\":\"item_removed\",\"id\":1}");
        assertThat(counts).contains("item_removed unavailable");
    }

    @Test
    void threeRefusalsForRateEndTheConnection() {
        open(Since.NOW);
        client.news();
        for (int i = 0; i < 62; i++) {
            say("{\"type\":\"leave\",\"room\":\"open-a\"}");
        }
        assertThat(client.closed()).isEmpty();
        say("{\"type\":\"leave\",\"room\":\"open-a\",\"id\":1}");
        assertThat(client.closed()).contains(DisconnectReason.RATE_LIMITED);
        assertThat(counts).contains("closed websocket RATE_LIMITED");
    }

    @Test
    void whoDoesNotAnswerAPingIsGivenUp() {
        open(Since.NOW);
        node.executor().advance(Duration.ofSeconds(25));
        assertThat(client.pings()).isEqualTo(1);
        client.session().pong();
        node.executor().advance(Duration.ofSeconds(25));
        assertThat(client.pings()).isEqualTo(2);
        node.executor().advance(Duration.ofSeconds(20));
        assertThat(client.closed()).contains(DisconnectReason.PING_TIMEOUT);
        assertThat(node.executor().scheduledTasks()).isZero();
    }

    @Test
    void aBinaryMessageEndsTheConnection() {
        open(Since.NOW);
        client.session().binary(new byte[] {1});
        assertThat(client.closed()).contains(DisconnectReason.WRONG_DATA);
    }

    @Test
    void presenceComesWithoutAPosition() {
        presence = Optional.of(new Presence(node.hub(), node.hub()::members, node.executor()::nanoTime));
        open(Since.NOW);
        String news = "{\"event\":\"presence\",\"data\":{\"clients\":1}}";
        assertThat(client.news()).last().isEqualTo(news);
        node.run();
        assertThat(client.news()).containsExactly(news);
    }

    private void open(Since since) {
        open(new Listening("/", Set.of(), since));
    }

    private void open(Listening listening) {
        Relay relay = new Relay(policy, node.hub(), presence, metrics);
        JsonSession opened =
                JsonSession.open(client, node.shard(), listening, LIMITS, new SessionIds(new Random(1)), relay);
        client.heardBy(opened);
    }

    private void say(String message) {
        client.session().text(message);
        node.executor().runAll();
    }
}
