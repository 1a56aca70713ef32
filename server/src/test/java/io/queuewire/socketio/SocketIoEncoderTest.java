package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.ConnectError;
import io.queuewire.socketio.SocketIoPacket.Connected;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SocketIoEncoderTest {

    private static final Namespace ORDERS = new Namespace("/orders");
    private static final RawJson ITEM_ADDED = RawJson.string("item_added");
    private static final RawJson ITEM = json("{\"id\": 1.50}");

    @Test
    void writesAnEventWithItsArgumentsAsTheyWereWritten() {
        assertThat(SocketIoEncoder.event(Namespace.MAIN, ITEM_ADDED, List.of(ITEM), 0))
                .isEqualTo("2[\"item_added\",{\"id\": 1.50}]");
        assertThat(SocketIoEncoder.event(ORDERS, ITEM_ADDED, List.of(), 0)).isEqualTo("2/orders,[\"item_added\"]");
    }

    @Test
    void writesThePositionAsTheLastArgument() {
        assertThat(SocketIoEncoder.event(Namespace.MAIN, ITEM_ADDED, List.of(ITEM), 0, "e1-7"))
                .isEqualTo("2[\"item_added\",{\"id\": 1.50},\"e1-7\"]");
        assertThat(SocketIoEncoder.event(ORDERS, ITEM_ADDED, List.of(), 2, "e1-7"))
                .isEqualTo("52-/orders,[\"item_added\",\"e1-7\"]");
    }

    @Test
    void announcesAttachments() {
        Event event = new Event(
                ORDERS,
                OptionalLong.of(0),
                "photo",
                List.of(json("{\"_placeholder\":true,\"num\":0}")),
                List.of(new byte[] {1}));
        assertThat(SocketIoEncoder.text(event)).isEqualTo("51-/orders,0[\"photo\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(SocketIoEncoder.text(new Ack(Namespace.MAIN, 7, List.of(), List.of(new byte[0]))))
                .isEqualTo("61-7[]");
    }

    @Test
    void asksForAnAcknowledgementByAnId() {
        Event event = new Event(Namespace.MAIN, OptionalLong.of(12), "a\"b\n", List.of(), List.of());
        assertThat(SocketIoEncoder.text(event)).isEqualTo("212[\"a\\\"b\\n\"]");
    }

    @Test
    void writesAcknowledgements() {
        assertThat(SocketIoEncoder.text(Ack.of(Namespace.MAIN, 0, List.of()))).isEqualTo("30[]");
        assertThat(SocketIoEncoder.text(Ack.of(ORDERS, 3, List.of(ITEM, RawJson.NULL))))
                .isEqualTo("3/orders,3[{\"id\": 1.50},null]");
    }

    @Test
    void writesJoiningAndLeaving() {
        assertThat(SocketIoEncoder.text(new Connect(Namespace.MAIN, Optional.empty())))
                .isEqualTo("0");
        assertThat(SocketIoEncoder.text(new Connect(ORDERS, Optional.of(ITEM)))).isEqualTo("0/orders,{\"id\": 1.50}");
        assertThat(SocketIoEncoder.text(new Connected(Namespace.MAIN, "abc", Optional.empty())))
                .isEqualTo("0{\"sid\":\"abc\"}");
        assertThat(SocketIoEncoder.text(new Connected(ORDERS, "abc", Optional.of("def"))))
                .isEqualTo("0/orders,{\"sid\":\"abc\",\"pid\":\"def\"}");
        assertThat(SocketIoEncoder.text(new Disconnect(Namespace.MAIN))).isEqualTo("1");
        assertThat(SocketIoEncoder.text(new Disconnect(ORDERS))).isEqualTo("1/orders,");
    }

    @Test
    void writesRefusals() {
        assertThat(SocketIoEncoder.text(new ConnectError(ORDERS, "Invalid namespace", Optional.empty())))
                .isEqualTo("4/orders,{\"message\":\"Invalid namespace\"}");
        assertThat(SocketIoEncoder.text(new ConnectError(Namespace.MAIN, "no", Optional.of(ITEM))))
                .isEqualTo("4{\"message\":\"no\",\"data\":{\"id\": 1.50}}");
    }

    private static RawJson json(String text) {
        return RawJson.parse(text, JsonLimits.CLIENT);
    }
}
