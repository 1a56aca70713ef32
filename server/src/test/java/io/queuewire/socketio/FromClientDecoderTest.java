package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromClientDecoderTest {

    private static final int MAX_ATTACHMENT_BYTES = 100;
    private static final Namespace ORDERS = new Namespace("/orders");

    private final FromClientDecoder decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);

    @Test
    void keepsArgumentsAsTheyWereWritten() {
        assertThat(decode("2[\"hello\", 1.0 ,{\"a\" : [ ]},\"\\u00fc\",12345678901234567890]"))
                .isEqualTo(Event.of(
                        Namespace.MAIN,
                        "hello",
                        List.of(
                                json("1.0"),
                                json("{\"a\" : [ ]}"),
                                json("\"\\u00fc\""),
                                json("12345678901234567890"))));
    }

    @Test
    void decodesTheEventName() {
        assertThat(decode("2[\"\\u0061\\\"\\n😀\"]")).isEqualTo(Event.of(Namespace.MAIN, "a\"\n😀", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | /",
                "0/ | /",
                "0/, | /",
                "0/orders | /orders",
                "0/orders, | /orders",
                "0/a/b?x=1,{} | /a/b?x=1",
                "0{\"a\":\"/b,c\"} | /",
                "0/orders,{\"a\":\",\"} | /orders"
            })
    void readsTheNamespaceUpToTheFirstComma(String text, String namespace) {
        assertThat(decode(text).namespace()).isEqualTo(new Namespace(namespace));
    }

    @Test
    void readsCredentialsIfThereAreAny() {
        assertThat(decode("0")).isEqualTo(new Connect(Namespace.MAIN, Optional.empty()));
        assertThat(decode("0/orders,{\"token\":\"a,b\"}"))
                .isEqualTo(new Connect(ORDERS, Optional.of(json("{\"token\":\"a,b\"}"))));
    }

    @Test
    void readsLeaving() {
        assertThat(decode("1")).isEqualTo(new Disconnect(Namespace.MAIN));
        assertThat(decode("1/orders")).isEqualTo(new Disconnect(ORDERS));
        assertThat(decode("1/orders,")).isEqualTo(new Disconnect(ORDERS));
    }

    @Test
    void readsAcknowledgements() {
        assertThat(decode("30[]")).isEqualTo(Ack.of(Namespace.MAIN, 0, List.of()));
        assertThat(decode("3/orders,5[\"x\"]")).isEqualTo(Ack.of(ORDERS, 5, List.of(json("\"x\""))));
    }

    @Test
    void keepsAckIdsExactlyUpToTheLastSafeInteger() {
        assertThat(decode("2/orders,9007199254740991[\"x\"]"))
                .isEqualTo(new Event(ORDERS, OptionalLong.of(9_007_199_254_740_991L), "x", List.of(), List.of()));
        refuses("29007199254740992[\"x\"]", "ack id 9007199254740992, expected 0 to 9007199254740991");
        refuses("210000000000000000[\"x\"]", "ack id 10000000000000000, expected");
        refuses("2" + "9".repeat(60_000) + "[\"x\"]", "ack id 999");
        refuses("3" + "0".repeat(17) + "[]", "ack id 000");
    }

    @Test
    void boundsTheNamespace() {
        String longest = "/" + "n".repeat(63);
        assertThat(decode("0" + longest + ",").namespace().name()).isEqualTo(longest);
        refuses("0" + longest + "n", "namespace of 65 characters, expected at most 64");
        refuses("0/a\u0000b,", "expected a leading slash and neither comma nor control character");
    }

    @Test
    void boundsTheDepthOfAnArgumentAndOfCredentials() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        assertThat(decode("2[\"x\"," + deepest + "]")).isEqualTo(Event.of(Namespace.MAIN, "x", List.of(json(deepest))));
        assertThat(decode("30[" + deepest + "]")).isEqualTo(Ack.of(Namespace.MAIN, 0, List.of(json(deepest))));
        refuses("2[\"x\",[" + deepest + "]]", "nested deeper than 65 levels");
        refuses("30[[" + deepest + "]]", "nested deeper than 65 levels");

        String deepestObject = "{\"a\":".repeat(64) + "1" + "}".repeat(64);
        assertThat(decode("0" + deepestObject))
                .isEqualTo(new Connect(Namespace.MAIN, Optional.of(json(deepestObject))));
        refuses("0{\"a\":" + deepestObject + "}", "nested deeper than 64 levels");
    }

    @Test
    void leavesItToTheSessionToRefuseLongNamesAndManyArguments() {
        String name = "n".repeat(1_000);
        assertThat(decode("2[\"" + name + "\"]")).isEqualTo(Event.of(Namespace.MAIN, name, List.of()));
        assertThat(decode("2[\"\\u0000\"" + ",1".repeat(1_000) + "]"))
                .isInstanceOfSatisfying(
                        Event.class, event -> assertThat(event.arguments()).hasSize(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void refusesReservedEventNames(String name) {
        refuses("2[\"" + name + "\"]", "event name '" + name + "', expected one that is not reserved");
        refuses("51-[\"" + name + "\"]", "expected one that is not reserved");
    }

    @Test
    void takesErrorForAnOrdinaryEvent() {
        assertThat(decode("2[\"error\"]")).isEqualTo(Event.of(Namespace.MAIN, "error", List.of()));
    }

    @Test
    void refusesPacketsThatOnlyServersSend() {
        refuses("4{\"message\":\"x\"}", "CONNECT_ERROR, expected a packet that a client may send");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | an empty packet, expected a packet type",
                "x | packet type 'x', expected 0 to 6",
                "0[\"token\"] | CONNECT with 9 characters of something else, expected a JSON object",
                "05{} | CONNECT with ack id 5, expected none",
                "1{} | DISCONNECT with '{}', expected nothing",
                "2 | EVENT with '', expected a JSON array",
                "2[] | EVENT with '[]', expected an array that starts with the name of the event",
                "2[1] | EVENT with '[1]', expected an array that starts with the name of the event",
                "2[{\"toString\":\"x\"}] | expected an array that starts with the name of the event",
                "3[1] | ACK with '[1]', expected an ack id",
                "31{} | ACK with '{}', expected a JSON array",
                "5[\"x\"] | number of attachments '[\"x\"]', expected 1 to 10 and a dash",
                "2[\"x\",] | EVENT: not JSON",
                "2[\"x\"]1 | EVENT: more text behind the JSON value"
            })
    void saysWhatItGotAndWhatItExpected(String text, String message) {
        refuses(text, message);
    }

    @Test
    void repeatsOnlyAShortPartOfWhatAStrangerSent() {
        String length = "x".repeat(10_000);
        List.of(
                        "2" + length,
                        "2[" + length + "]",
                        "2[x\u0000y]",
                        "2[\"" + length,
                        "2[\"x\",\"\\" + length + "\"]",
                        "2[" + "1".repeat(10_000) + "e]",
                        "2[{\"" + length + "\"}]",
                        "0/" + length,
                        "1" + length,
                        "3" + length,
                        "5" + length,
                        "2" + "1".repeat(10_000),
                        "51-[\"x\",{\"_placeholder\":true,\"num\":\"" + length + "\"}]",
                        "2\u0000\n\u001b[31m" + length)
                .forEach(text -> assertThatExceptionOfType(MalformedSocketIoException.class)
                        .isThrownBy(() -> decode(text))
                        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                        .hasSizeLessThan(200)
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    @Timeout(10)
    void readsLargePacketsInLinearTime() {
        String digits = "1".repeat(5_000_000);
        refuses("2" + digits, "ack id");
        refuses("5" + digits + "-", "number of attachments");
        refuses("2/" + digits, "namespace of 5000001 characters");
        refuses("2[" + "[".repeat(5_000_000), "nested deeper");
        assertThat(decode("2[\"x\"" + ",1".repeat(1_000_000) + "]")).isInstanceOf(Event.class);
    }

    private FromClient decode(String text) {
        return decoder.text(text).orElseThrow();
    }

    private void refuses(String text, String message) {
        assertThatExceptionOfType(MalformedSocketIoException.class)
                .isThrownBy(() -> decoder.text(text))
                .withMessageContaining(message);
    }

    private static RawJson json(String text) {
        return RawJson.parse(text, JsonLimits.QUEUE);
    }
}
