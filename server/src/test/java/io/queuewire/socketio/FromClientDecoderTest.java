package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import io.queuewire.socketio.SocketIoPacket.FromClient;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FromClientDecoderTest {

    private static final Namespace ORDERS = new Namespace("/orders");

    @Test
    void readsEvents() {
        assertThat(decode("2[\"hello\", 1.0 ,{\"a\":[]}]"))
                .isEqualTo(Event.of(Namespace.MAIN, "hello", List.of(json("1.0"), json("{\"a\":[]}"))));
        assertThat(decode("2/orders,9007199254740991[\"hello\"]"))
                .isEqualTo(new Event(ORDERS, OptionalLong.of(9_007_199_254_740_991L), "hello", List.of(), List.of()));
    }

    @Test
    void readsAcknowledgements() {
        assertThat(decode("30[]")).isEqualTo(Ack.of(Namespace.MAIN, 0, List.of()));
        assertThat(decode("3/orders,5[\"x\"]")).isEqualTo(Ack.of(ORDERS, 5, List.of(json("\"x\""))));
    }

    @Test
    void readsJoiningAndLeaving() {
        assertThat(decode("0")).isEqualTo(new Connect(Namespace.MAIN, Optional.empty()));
        assertThat(decode("0{\"token\":\"a,b\"}"))
                .isEqualTo(new Connect(Namespace.MAIN, Optional.of(json("{\"token\":\"a,b\"}"))));
        assertThat(decode("1")).isEqualTo(new Disconnect(Namespace.MAIN));
        assertThat(decode("1/orders,")).isEqualTo(new Disconnect(ORDERS));
    }

    private static FromClient decode(String text) {
        return new FromClientDecoder(1000).text(text).orElseThrow();
    }

    private static RawJson json(String text) {
        return RawJson.parse(text, JsonLimits.CLIENT);
    }
}
