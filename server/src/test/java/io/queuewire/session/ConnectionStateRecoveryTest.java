package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.SessionIds;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Socket.IO's connection state recovery, as official clients know it, without its five flaws. */
class ConnectionStateRecoveryTest {

    private static final String FIRST_OFFSET = "epoch-1";

    private final ReplayNode node = ReplayNode.keeping(100);
    private final Recovery recovery = new Recovery(Duration.ofMinutes(2), node.executor()::nanoTime);
    private final SessionIds ids = new SessionIds(new Random(1));
    private final Application application = new Application();

    @Test
    void aClientLearnsItsSecretAndThePositionOfEachEvent() {
        SocketIoConversation client = connect();
        Map<String, RawJson> reply = reply(client.say("40"));
        assertThat(pid(reply).asString())
                .hasSize(20)
                .isNotEqualTo(value(reply, "sid").asString());
        node.publish("a", 1);
        assertThat(client.news()).containsExactly("42[\"a\",1,\"epoch-1\"]");
    }

    @Test
    void whoComesBackGetsItsSessionItsRoomsAndWhatItMissed() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        application.last().join("room");
        node.publish("a", 1);
        client.drop();
        node.publish("b", 2);
        node.publishTo("room", "c", 3);
        node.publishTo("elsewhere", "d", 4);

        SocketIoConversation again = connect();
        again.say(back(session, FIRST_OFFSET));
        node.run();
        List<String> news = again.news();
        assertThat(news.getFirst()).isEqualTo("40" + RawJson.object(session));
        assertThat(news.subList(1, news.size())).containsExactly("42[\"b\",2,\"epoch-2\"]", "42[\"c\",3,\"epoch-3\"]");
        node.publishTo("room", "e", 5);
        assertThat(again.news()).containsExactly("42[\"e\",5,\"epoch-5\"]");
        assertThat(application.last().rooms()).containsExactly("room");
    }

    @Test
    void aSecretOpensOneSessionOnce() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        node.publish("a", 1);
        client.drop();
        assertThat(reply(connect().say(back(session, FIRST_OFFSET)))).isEqualTo(session);
        SocketIoConversation thief = connect();
        SocketIoConversation second = connect();
        assertThat(reply(thief.say(back(session, FIRST_OFFSET)))).isEqualTo(session);
        assertThat(reply(second.say(back(session, FIRST_OFFSET)))).isEqualTo(session);
        // Each one took it from the one before: there is never more than one.
        assertThat(thief.closed()).contains(DisconnectReason.TAKEN_OVER);
        assertThat(second.closed()).isEmpty();
    }

    @Test
    void aVolatileEventThatEndsWithATextDoesNotSpoilTheNextReturn() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        node.publish("a", 1);
        client.news();
        var unused = node.hub()
                .publish(PushMessage.of("/", Audience.EVERYONE, "mood", RawJson.string("sunny"))
                        .with(Retention.VOLATILE));
        application
                .last()
                .emitVolatile(SocketIoPacket.Event.of(Namespace.MAIN, "word", List.of(RawJson.string("hello"))));
        node.run();
        assertThat(client.news())
                .containsExactlyInAnyOrder("42[\"mood\",\"sunny\",\"epoch-1\"]", "42[\"word\",\"hello\",\"epoch-1\"]");
        client.drop();
        node.publish("b", 2);
        SocketIoConversation again = connect();
        again.say(back(session, FIRST_OFFSET));
        node.run();
        assertThat(again.news()).containsExactly("40" + RawJson.object(session), "42[\"b\",2,\"epoch-2\"]");
    }

    @Test
    void whoHasReceivedNothingYetComesBackToWhereItBegan() {
        node.publish("before", 1);
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.drop();
        node.publish("b", 2);
        SocketIoConversation again = connect();
        again.say("40{\"pid\":" + pid(session) + "}");
        node.run();
        assertThat(again.news()).containsExactly("40" + RawJson.object(session), "42[\"b\",2,\"epoch-2\"]");
    }

    @Test
    void anOffsetFromBeforeTheSessionMeansItsBeginning() {
        node.publish("a", 1);
        node.publish("b", 2);
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.drop();
        SocketIoConversation again = connect();
        again.say(back(session, FIRST_OFFSET));
        node.run();
        assertThat(again.news()).containsExactly("40" + RawJson.object(session));
    }

    @Test
    void whoIsNotAdmittedAnyMoreDoesNotComeBack() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.drop();
        application.admission = new SocketIoHandler.Admission.Denied("expired", Optional.empty());
        assertThat(connect().say(back(session, FIRST_OFFSET)).news()).containsExactly("44{\"message\":\"expired\"}");
    }

    @Test
    void whoMayNotBeInItsRoomsAnyMoreGetsANewSession() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        application.last().join("room");
        client.drop();
        application.roomsAreOpen = false;
        Map<String, RawJson> fresh = reply(connect().say(back(session, FIRST_OFFSET)));
        assertThat(pid(fresh)).isNotEqualTo(pid(session));
        assertThat(application.last().rooms()).isEmpty();
    }

    @Test
    void aNewConnectionTakesOverOneThatOnlyLooksAlive() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        node.publish("a", 1);
        SocketIoConversation again = connect();
        assertThat(reply(again.say(back(session, FIRST_OFFSET)))).isEqualTo(session);
        assertThat(client.closed()).contains(DisconnectReason.TAKEN_OVER);
        node.publish("b", 2);
        assertThat(again.news()).containsExactly("42[\"b\",2,\"epoch-2\"]");
    }

    @Test
    void whoSaidGoodbyeToItsNamespaceDoesNotComeBack() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.say("41");
        client.drop();
        assertThat(pid(reply(connect().say(back(session, FIRST_OFFSET))))).isNotEqualTo(pid(session));
    }

    @Test
    void whoBrokeTheProtocolDoesNotComeBack() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.say("49");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(pid(reply(connect().say(back(session, FIRST_OFFSET))))).isNotEqualTo(pid(session));
    }

    @Test
    void whoComesBackTooLateGetsANewSessionAndWhatTheLogStillHolds() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        for (int i = 1; i <= 150; i++) {
            node.publish("e", i);
        }
        client.drop();
        SocketIoConversation again = connect();
        again.say(back(session, FIRST_OFFSET));
        node.run();
        List<String> news = again.news();
        assertThat(pid(members(news.getFirst()))).isNotEqualTo(pid(session));
        assertThat(news).hasSize(101);
        assertThat(news.get(1)).isEqualTo("42[\"e\",51,\"epoch-1f\"]");
    }

    @Test
    void aSecretIsGoodForItsNamespaceOnly() {
        SocketIoConversation client = connect();
        Map<String, RawJson> session = reply(client.say("40"));
        client.drop();
        String reply = connect()
                .say("40/orders,{\"pid\":" + pid(session) + ",\"offset\":\"epoch-0\"}")
                .news()
                .getFirst();
        assertThat(reply).startsWith("40/orders,").doesNotContain(pid(session).text());
    }

    @Test
    void aNewPageMayAskForTheRecentPast() {
        node.publish("a", 1);
        SocketIoConversation client = connect();
        client.say("40{\"since\":\"30s\"}");
        node.run();
        assertThat(client.news().getLast()).isEqualTo("42[\"a\",1,\"epoch-1\"]");
        SocketIoConversation other = connect();
        other.say("40{\"since\":\"2024-01-01\"}");
        node.run();
        assertThat(other.news()).hasSize(1);
    }

    private SocketIoConversation connect() {
        return new SocketIoConversation((session, request) -> application, node, recovery, ids);
    }

    /** Lets everyone in, unless it is told otherwise, and remembers who came last. */
    private static final class Application implements SocketIoHandler {

        private Admission admission = Admission.ADMITTED;
        private boolean roomsAreOpen = true;
        private @Nullable SocketIoClient last;

        SocketIoClient last() {
            return Objects.requireNonNull(last);
        }

        @Override
        public Admission admit(Namespace namespace, Optional<RawJson> auth) {
            return admission;
        }

        @Override
        public boolean mayKeep(Set<String> rooms) {
            return roomsAreOpen || rooms.isEmpty();
        }

        @Override
        public void joined(SocketIoClient client) {
            last = client;
        }

        @Override
        public void event(SocketIoClient client, SocketIoPacket.Event event) {}

        @Override
        public void ack(SocketIoClient client, SocketIoPacket.Ack ack) {}

        @Override
        public void left(SocketIoClient client) {}
    }

    private static String back(Map<String, RawJson> session, String offset) {
        return "40{\"pid\":" + pid(session) + ",\"offset\":\"" + offset + "\"}";
    }

    private static Map<String, RawJson> reply(SocketIoConversation client) {
        return members(client.news().getFirst());
    }

    private static RawJson pid(Map<String, RawJson> reply) {
        return value(reply, "pid");
    }

    private static RawJson value(Map<String, RawJson> reply, String name) {
        return Objects.requireNonNull(reply.get(name));
    }

    private static Map<String, RawJson> members(String reply) {
        assertThat(reply).startsWith("40");
        return RawJson.parse(reply.substring(2), JsonLimits.QUEUE).members();
    }
}
