package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.SocketIoPacket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one client gets of that which is for many. */
class SocketIoBroadcastTest {

    private final RecordingHandler handler = new RecordingHandler();
    private final SocketIoConversation client = new SocketIoConversation((session, request) -> handler);

    @Test
    void aMemberGetsWhatIsPublishedInItsNamespace() {
        client.say("40").news();
        publish("/", Audience.EVERYONE, "here");
        publish("/orders", Audience.EVERYONE, "there");
        assertThat(client.news()).containsExactly("here");
    }

    @Test
    void aMemberGetsWhatIsPublishedInItsRoomsOnce() {
        client.joined();
        SocketIoClient main = handler.client("/");
        main.join("blue");
        main.join("green");
        publish("/", new Audience.Members(Set.of("blue", "green"), Set.of()), "both");
        publish("/", new Audience.Members(Set.of("red"), Set.of()), "neither");
        main.leave("blue");
        publish("/", new Audience.Members(Set.of("blue"), Set.of()), "left");
        assertThat(client.news()).containsExactly("both");
        assertThat(main.rooms()).containsExactly("green");
    }

    @Test
    void whoHasLeftGetsNothingAndIsInNoRoom() {
        client.joined();
        SocketIoClient main = handler.client("/");
        main.join("blue");
        client.say("41").news();
        publish("/", Audience.EVERYONE, "all");
        publish("/", new Audience.Members(Set.of("blue"), Set.of()), "blue");
        assertThat(client.news()).isEmpty();
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void aLostConnectionGetsNothing() {
        client.joined().drop();
        publish("/", Audience.EVERYONE, "all");
        assertThat(client.news()).isEmpty();
    }

    private void publish(String namespace, Audience audience, String event) {
        assertThat(client.hub.publish(PushMessage.of(namespace, audience, event, RawJson.NULL)))
                .isNotNull();
        client.executor.runAll();
    }

    @Test
    void aVolatileEventIsDroppedWhileItCannotGoOut() {
        client.joined();
        SocketIoClient main = handler.client("/");
        SocketIoPacket.Event event = SocketIoPacket.Event.of(main.namespace(), "now", List.of());
        client.transport.ready(false);
        main.emitVolatile(event);
        assertThat(client.news()).isEmpty();
        client.transport.ready(true);
        main.emitVolatile(event);
        assertThat(client.news()).containsExactly("42[\"now\"]");
    }
}
