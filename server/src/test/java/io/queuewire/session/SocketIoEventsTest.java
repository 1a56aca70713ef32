package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements of one client, in both directions. */
class SocketIoEventsTest {

    private final RecordingHandler handler = new RecordingHandler();
    private final SocketIoConversation client = new SocketIoConversation((session, request) -> handler);

    @Test
    void eventsArriveInTheirOrderWithTheirArgumentsAsTheyWereWritten() {
        client.joined().say("42[\"a\", 1.0,\"\\u00e9\", {\"x\" : [ ]}]", "42[\"b\"]", "420[\"c\",null]");
        assertThat(handler.news())
                .endsWith("event / a [1.0, \"\\u00e9\", {\"x\" : [ ]}]", "event / b []", "event / c #0 [null]");
    }

    @Test
    void anIdMayBeAsLargeAsJavaScriptCanCount() {
        client.joined().say("429007199254740991[\"a\"]");
        assertThat(handler.news()).endsWith("event / a #9007199254740991 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"429007199254740992[\"a\"]", "4299999999999999999999999999999[\"a\"]"})
    void aLargerIdClosesTheConnectionInsteadOfComingBackChanged(String packet) {
        client.joined().say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void anAcknowledgementReachesTheApplication() {
        client.joined().say("435[1,\"x\"]", "430[]");
        assertThat(handler.news()).endsWith("ack / #5 [1, \"x\"]", "ack / #0 []");
    }

    @Test
    void theServerAcknowledgesAndEmitsInTheNamespaceOfTheClient() {
        client.say("40/orders,").news();
        SocketIoClient orders = handler.client("/orders");
        orders.ack(SocketIoPacket.Ack.of(orders.namespace(), 7, List.of(RawJson.number(1))));
        orders.emit(SocketIoPacket.Event.of(orders.namespace(), "a", List.of(RawJson.number(2))));
        assertThat(client.news()).containsExactly("43/orders,7[1]", "42/orders,[\"a\",2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedNameClosesTheConnection(String name) {
        client.joined().say("42[\"" + name + "\"]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void errorIsANameLikeAnyOther() {
        client.joined().say("42[\"error\",1]");
        assertThat(handler.news()).endsWith("event / error [1]");
        assertThat(client.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "47",
                "4x",
                "4",
                "42",
                "42{}",
                "42[]",
                "42[1]",
                "42[null]",
                "42[{\"toString\":\"x\"}]",
                "42[\"a\"",
                "42[\"a\"]x",
                "42abc[\"a\"]",
                "42 1[\"a\"]",
                "42-1[\"a\"]",
                "431{}",
                "43[1]",
                "431",
                "41x",
                "41{}",
                "44{\"message\":\"x\"}",
                "42/other,[\"a\"]",
                "42[\"a\"]\u001e42[\"b\"]",
            })
    void whatTheProtocolDoesNotKnowClosesTheConnection(String packet) {
        client.joined().say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(handler.news()).endsWith("left /");
    }

    @Test
    void anArgumentMayBeAsDeepAsTheLimit() {
        client.joined().say("42[\"a\"," + "[".repeat(64) + "]".repeat(64) + "]");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void anArgumentThatIsDeeperClosesTheConnection() {
        client.joined().say("42[\"a\"," + "[".repeat(65) + "]".repeat(65) + "]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }
}
