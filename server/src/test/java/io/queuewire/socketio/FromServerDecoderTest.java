package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.ConnectError;
import io.queuewire.socketio.SocketIoPacket.Connected;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FromServerDecoderTest {

    private static final Namespace ORDERS = new Namespace("/orders");

    private final FromServerDecoder decoder = new FromServerDecoder(10);

    @Test
    void readsTheReplyToConnect() {
        assertThat(decoder.text("0{\"sid\":\"a\"}")).contains(new Connected(Namespace.MAIN, "a", Optional.empty()));
        assertThat(decoder.text("0/orders,{\"sid\":\"a\",\"pid\":\"b\",\"more\":1}"))
                .contains(new Connected(ORDERS, "a", Optional.of("b")));
    }

    @Test
    void readsRefusals() {
        assertThat(decoder.text("4/orders,{\"message\":\"no\"}"))
                .contains(new ConnectError(ORDERS, "no", Optional.empty()));
        assertThat(decoder.text("4{\"message\":\"no\",\"data\":null}"))
                .contains(new ConnectError(Namespace.MAIN, "no", Optional.of(RawJson.NULL)));
    }

    @Test
    void readsWhatBothSidesMaySend() {
        assertThat(decoder.text("1/orders,")).contains(new Disconnect(ORDERS));
        assertThat(decoder.text("2[\"item_added\",{},\"e1-7\"]"))
                .contains(
                        Event.of(Namespace.MAIN, "item_added", List.of(RawJson.EMPTY_OBJECT, RawJson.string("e1-7"))));
        assertThat(decoder.text("61-3[]")).isEmpty();
        assertThat(decoder.incomplete()).isPresent();
        assertThat(decoder.binary(new byte[10])).isPresent();
        assertThat(decoder.incomplete()).isEmpty();
    }

    @Test
    void takesAsDeepDataAsAQueueMessageMayHave() {
        int depth = JsonLimits.QUEUE.depth();
        String deepest = "[".repeat(depth) + "]".repeat(depth);
        assertThat(decoder.text("2[\"x\"," + deepest + "]")).isPresent();
        refuses("2[\"x\",[" + deepest + "]]", "nested deeper");
    }

    @Test
    void boundsAttachmentsTogether() {
        decoder.text("52-[\"x\"]");
        decoder.binary(new byte[6]);
        assertThatExceptionOfType(OversizedAttachmentsException.class).isThrownBy(() -> decoder.binary(new byte[5]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "7", "0", "0{}", "0{\"sid\":1}", "0{\"sid\":\"a\",\"pid\":1}", "05{\"sid\":\"a\"}", "0[\"sid\"]",
                        "4",
                "4\"no\"", "4{}", "4{\"message\":7}", "41{\"message\":\"no\"}", "1x", "2", "2[]", "2[\"connect\"]",
                        "3[]",
                "50-[\"x\"]", "51-[\"x\",{\"_placeholder\":true,\"num\":1}]"
            })
    void isAsStrictAsTheServer(String text) {
        refuses(text, "expected");
    }

    private void refuses(String text, String message) {
        assertThatExceptionOfType(MalformedSocketIoException.class)
                .isThrownBy(() -> decoder.text(text))
                .withMessageContaining(message);
    }
}
