package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Since;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask how many are in a room, over Socket.IO and over the plain JSON WebSocket. */
class RoomPresenceTest {

    private static final JsonSession.Limits LIMITS =
            new JsonSession.Limits(Duration.ofSeconds(25), Duration.ofSeconds(20), 65_536);
    private static final String OFF = "this relay does not tell how many clients there are: presence is off";

    private final ReplayNode node = ReplayNode.keeping(100);
    private final Recovery recovery = new Recovery(Duration.ofMinutes(2), node.executor()::nanoTime);
    private final SessionIds ids = new SessionIds(new Random(1));
    private final List<String> counted = new ArrayList<>();
    private final SessionMetrics metrics = new SessionMetrics() {
        @Override
        public void clientEvent(String event, String outcome) {
            counted.add(event + " " + outcome);
        }
    };

    private Presence.Headcount headcount = node.hub()::members;
    private Set<String> clientEvents = Set.of("item_removed");
    private int burst = 60;
    private boolean on = true;

    // Yes

    @Test
    void whoIsInARoomLearnsHowManyAreInItOverAnyProtocol() {
        SocketIoConversation first = socketIo();
        first.say("42[\"join\",\"open-a\"]");
        PlainClient second = webSocket("/", "open-a");
        webSocket("/");
        assertThat(answers(first.say("427[\"presence\",\"open-a\"]")))
                .containsExactly("437[{\"ok\":true,\"clients\":2}]");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        assertThat(answers(second)).containsExactly("{\"type\":\"ack\",\"id\":10,\"clients\":2}");
        assertThat(counted).containsExactly("join ok", "presence ok", "presence ok");
    }

    @Test
    void whoCouldComeInMayAskToo() {
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        assertThat(answers(first.say("427[\"presence\",\"open-a\"]")))
                .containsExactly("437[{\"ok\":true,\"clients\":0}]");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        assertThat(answers(second)).containsExactly("{\"type\":\"ack\",\"id\":10,\"clients\":0}");
    }

    @Test
    void onlyTheClientsOwnNamespaceCounts() {
        webSocket("/", "open-a");
        PlainClient there = webSocket("/orders", "open-a");
        SocketIoConversation client = new SocketIoConversation(relay(), node, recovery, ids);
        client.say("40/orders,", "42/orders,7[\"presence\",\"open-a\"]");
        assertThat(client.news()).endsWith("43/orders,7[{\"ok\":true,\"clients\":1}]");
        say(there, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":1}");
        assertThat(answers(there)).containsExactly("{\"type\":\"ack\",\"id\":1,\"clients\":1}");
    }

    @Test
    void whoIsGoneDoesNotCountUntilItIsBack() {
        SocketIoConversation leaving = new SocketIoConversation(relay(), node, recovery, ids);
        String pid = pid(leaving.say("40").news().getFirst());
        leaving.say("42[\"join\",\"open-a\"]");
        node.publish("a", 1);
        PlainClient staying = webSocket("/");
        assertThat(number(staying)).isEqualTo("1");
        leaving.drop();
        assertThat(number(staying)).isEqualTo("0");
        node.publish("b", 2);
        SocketIoConversation back = new SocketIoConversation(relay(), node, recovery, ids);
        back.say("40{\"pid\":" + pid + ",\"offset\":\"epoch-1\"}");
        // It has not even been given what it missed.
        assertThat(number(staying)).isEqualTo("1");
        node.run();
        assertThat(back.news()).contains("42[\"b\",2,\"epoch-2\"]");
        assertThat(number(staying)).isEqualTo("1");
    }

    @Test
    void theAnswerIsGivenOnTheClientsOwnThread() {
        CompletableFuture<Integer> number = headcountThatTakesItsTime();
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        first.say("427[\"presence\",\"open-a\"]");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        number.complete(5);
        assertThat(answers(first)).isEmpty();
        assertThat(answers(second)).isEmpty();
        node.executor().runAll();
        assertThat(answers(first)).containsExactly("437[{\"ok\":true,\"clients\":5}]");
        assertThat(answers(second)).containsExactly("{\"type\":\"ack\",\"id\":10,\"clients\":5}");
    }

    @Test
    void whoHasLeftMeanwhileIsNotAnswered() {
        CompletableFuture<Integer> number = headcountThatTakesItsTime();
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        first.say("427[\"presence\",\"open-a\"]", "41", "40");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        second.close(DisconnectReason.CONNECTION_LOST, "reset");
        number.complete(5);
        node.executor().runAll();
        assertThat(answers(first)).isEmpty();
        assertThat(answers(second)).isEmpty();
    }

    @Test
    void aQuestionIsCountedAlsoWhenTheLoopStopsBeforeItsAnswer() {
        CompletableFuture<Integer> number = headcountThatTakesItsTime();
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        first.say("427[\"presence\",\"open-a\"]");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        node.executor().stop();
        number.complete(5);
        assertThat(counted).containsExactly("presence ok", "presence ok");
    }

    @Test
    void whoWantsNoAnswerGetsNone() {
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        first.say("42[\"presence\",\"open-a\"]", "42[\"presence\",\"closed\"]");
        say(second, "{\"type\":\"presence\",\"room\":\"open-a\"}");
        say(second, "{\"type\":\"presence\",\"room\":\"closed\"}");
        assertThat(answers(first)).isEmpty();
        assertThat(answers(second)).isEmpty();
        assertThat(counted)
                .containsExactly("presence ok", "presence not_allowed", "presence ok", "presence not_allowed");
    }

    @Test
    void theAllowListHasNoSayInIt() {
        clientEvents = Set.of("presence");
        SocketIoConversation client = socketIo();
        assertThat(answers(client.say("427[\"presence\",\"open-a\"]")))
                .containsExactly("437[{\"ok\":true,\"clients\":0}]");
        assertThat(node.log().messages()).isZero();
    }

    // No

    @Test
    void aRoomThatIsClosedToTheClientIsNotItsBusiness() {
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        assertThat(answers(first.say("427[\"presence\",\"closed\"]")))
                .containsExactly("437[{\"ok\":false,\"code\":\"not_allowed\","
                        + "\"message\":\"this room is not open to clients\"}]");
        say(second, "{\"type\":\"presence\",\"room\":\"closed\",\"id\":10}");
        assertThat(answers(second))
                .containsExactly("{\"type\":\"error\",\"id\":10,\"code\":\"not_allowed\","
                        + "\"message\":\"this room is not open to clients\"}");
        assertThat(counted).containsExactly("presence not_allowed", "presence not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",5", ",null", ",[\"open-a\"]", ",\"open-a\",\"open-b\"", ",\"\"", ",\"open-\\u0007\""})
    void aQuestionWithoutAProperRoomIsRefusedOverSocketIo(String arguments) {
        SocketIoConversation client = socketIo();
        assertThat(answers(client.say("427[\"presence\"" + arguments + "]")))
                .singleElement()
                .asString()
                .startsWith("437[{\"ok\":false,\"code\":\"bad_request\"");
        assertThat(client.closed()).isEmpty();
        assertThat(counted).containsExactly("presence bad_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"room\":5", ",\"room\":\"\"", ",\"room\":[\"open-a\"]", ",\"room\":\"open-\\u0007\""})
    void aQuestionWithoutAProperRoomIsRefusedOverWebSocket(String members) {
        PlainClient client = webSocket("/");
        say(client, "{\"type\":\"presence\",\"id\":10" + members + "}");
        assertThat(answers(client))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"error\",\"id\":10,\"code\":\"bad_request\"");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aQuestionCostsAsMuchAsAnEvent() {
        burst = 2;
        SocketIoConversation first = socketIo();
        PlainClient second = webSocket("/");
        first.say("421[\"presence\",\"open-a\"]", "422[\"presence\",\"open-a\"]", "423[\"presence\",\"open-a\"]");
        assertThat(answers(first))
                .last()
                .isEqualTo("433[{\"ok\":false,\"code\":\"rate_limited\",\"message\":\"slow down\"}]");
        for (int i = 1; i <= 3; i++) {
            say(second, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":" + i + "}");
        }
        assertThat(answers(second))
                .last()
                .isEqualTo("{\"type\":\"error\",\"id\":3,\"code\":\"rate_limited\",\"message\":\"slow down\"}");
        first.say("424[\"presence\",\"open-a\"]", "425[\"presence\",\"open-a\"]");
        assertThat(first.closed()).contains(DisconnectReason.RATE_LIMITED);
    }

    // Off

    @Test
    void whereItIsOffTheSocketIoEventIsOneLikeAnyOther() {
        on = false;
        SocketIoConversation client = socketIo();
        assertThat(answers(client.say("427[\"presence\",\"open-a\"]")))
                .containsExactly("437[{\"ok\":false,\"code\":\"not_allowed\","
                        + "\"message\":\"clients may not send this event\"}]");
        assertThat(counted).containsExactly("other not_allowed");
    }

    @Test
    void whereItIsOffTheSocketIoEventIsRebroadcastIfTheListHasIt() {
        on = false;
        clientEvents = Set.of("presence");
        SocketIoConversation client = socketIo();
        client.say("427[\"presence\",\"open-a\"]");
        assertThat(client.news()).containsExactly("42[\"presence\",\"open-a\",\"epoch-1\"]", "437[{\"ok\":true}]");
        assertThat(counted).containsExactly("presence ok");
    }

    @Test
    void whereItIsOffAWebSocketIsToldSo() {
        on = false;
        PlainClient client = webSocket("/", "open-a");
        say(client, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":10}");
        assertThat(answers(client))
                .containsExactly("{\"type\":\"error\",\"id\":10,\"code\":\"not_allowed\",\"message\":\"" + OFF + "\"}");
        assertThat(counted).containsExactly("other not_allowed");
    }

    private Relay relay() {
        RelayPolicy policy = new RelayPolicy(
                Set.of("/", "/orders"), clientEvents, new Rate(0.001, burst), new RoomPolicy(List.of("open-*")));
        Optional<Presence> presence =
                on ? Optional.of(new Presence(node.hub(), headcount, node.executor()::nanoTime)) : Optional.empty();
        return new Relay(policy, node.hub(), presence, metrics);
    }

    private CompletableFuture<Integer> headcountThatTakesItsTime() {
        CompletableFuture<Integer> number = new CompletableFuture<>();
        headcount = (namespace, room) -> number;
        return number;
    }

    private SocketIoConversation socketIo() {
        return new SocketIoConversation(relay(), node, recovery, ids).joined();
    }

    private PlainClient webSocket(String namespace, String... rooms) {
        PlainClient client = new PlainClient(JsonEvent::text);
        Listening listening = new Listening(namespace, Set.of(rooms), Since.NOW);
        client.heardBy(JsonSession.open(client, node.shard(), listening, LIMITS, ids, relay()));
        return client;
    }

    private void say(PlainClient client, String message) {
        client.session().text(message);
        node.executor().runAll();
    }

    private String number(PlainClient client) {
        client.news();
        say(client, "{\"type\":\"presence\",\"room\":\"open-a\",\"id\":1}");
        String answer = answers(client).getLast();
        return member(answer, "clients").text();
    }

    private static String pid(String welcome) {
        return member(welcome.substring("40".length()), "pid").text();
    }

    private static RawJson member(String json, String name) {
        return Objects.requireNonNull(
                RawJson.parse(json, JsonLimits.CLIENT).members().get(name));
    }

    private static List<String> answers(SocketIoConversation client) {
        return client.news().stream().filter(packet -> packet.startsWith("43")).toList();
    }

    private static List<String> answers(PlainClient client) {
        return client.news().stream()
                .filter(text -> text.startsWith("{\"type\":\"ack\"") || text.startsWith("{\"type\":\"error\""))
                .toList();
    }
}
