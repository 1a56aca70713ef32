package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets with attachments, as a server gets them. */
class AttachmentsTest {

    private static final int MAX_BYTES = 100;

    private final FromClientDecoder decoder = new FromClientDecoder(MAX_BYTES);

    @Test
    void completeAnEventInTheOrderOfArrival() {
        assertThat(decoder.text("52-/orders,7[\"photo\"," + placeholder("1") + "," + placeholder("0") + "]"))
                .isEmpty();
        assertThat(decoder.binary(new byte[] {1})).isEmpty();
        assertThat(decoder.binary(new byte[] {2, 3}))
                .containsInstanceOf(Event.class)
                .get()
                .satisfies(event -> {
                    assertThat(event.namespace()).isEqualTo(new Namespace("/orders"));
                    assertThat(event.attachments()).containsExactly(new byte[] {1}, new byte[] {2, 3});
                });
    }

    @Test
    void completeAnAcknowledgement() {
        assertThat(decoder.text("61-7[" + placeholder("0") + "]")).isEmpty();
        assertThat(decoder.binary(new byte[0]))
                .containsInstanceOf(Ack.class)
                .get()
                .satisfies(ack -> assertThat(ack.attachments()).containsExactly(new byte[0]));
    }

    @Test
    void areWaitedForUntilTheLastOne() {
        assertThat(decoder.incomplete()).isEmpty();
        decoder.text("52-/orders,[\"photo\"]");
        assertThat(decoder.incomplete()).contains(Event.of(new Namespace("/orders"), "photo", List.of()));
        decoder.binary(new byte[1]);
        assertThat(decoder.incomplete()).isPresent();
        decoder.binary(new byte[1]);
        assertThat(decoder.incomplete()).isEmpty();
        assertThat(decoder.text("2[\"next\"]")).isPresent();
    }

    @Test
    void mayBeTen() {
        decoder.text("510-[\"photos\"]");
        IntStream.range(0, 9)
                .forEach(i -> assertThat(decoder.binary(new byte[1])).isEmpty());
        assertThat(decoder.binary(new byte[1]))
                .hasValueSatisfying(event -> assertThat(event.attachments()).hasSize(10));
        refuses("511-[\"photos\"]", "number of attachments '11-[\"photos\"]', expected 1 to 10 and a dash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "-",
                "-1-",
                "+1-",
                "0-",
                "00-",
                "1.5-",
                "1.0-",
                "1e1-",
                "0x1-",
                "x-",
                " 1-",
                "1 -",
                "11-",
                "011-",
                "100-",
                "999999-",
                "2000000000-",
                "9999999999999999999999-",
                "٣-"
            })
    void areCountedInPlainDigitsFromOneToTen(String count) {
        refuses("5" + count + "[\"x\"]", "expected 1 to 10 and a dash");
        refuses("6" + count + "7[\"x\"]", "expected 1 to 10 and a dash");
    }

    @Test
    void mayNotBeInterruptedByText() {
        decoder.text("52-[\"photo\"]");
        decoder.binary(new byte[1]);
        refuses("2[\"x\"]", "a text message, expected 1 more attachments");
    }

    @Test
    void mayNotComeWithoutAPacket() {
        refusesBinary(1, "a binary message of 1 bytes, expected a text message");
        decoder.text("51-[\"photo\"]");
        decoder.binary(new byte[1]);
        refusesBinary(2, "a binary message of 2 bytes, expected a text message");
    }

    @Test
    void areBoundedTogether() {
        decoder.text("52-[\"photo\"]");
        decoder.binary(new byte[60]);
        assertThat(decoder.binary(new byte[40])).isPresent();

        decoder.text("53-[\"photo\"]");
        decoder.binary(new byte[60]);
        assertThatExceptionOfType(OversizedAttachmentsException.class)
                .isThrownBy(() -> decoder.binary(new byte[41]))
                .withMessage("101 bytes of attachments, expected at most 100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "-1",
                "10",
                "99",
                "0.5",
                "0.0",
                "1e0",
                "-0",
                "00",
                "\"0\"",
                "\"splice\"",
                "null",
                "true",
                "[]",
                "{}"
            })
    void areReferredToByAnIntegerInRange(String number) {
        String expected = number.equals("00") ? "not JSON" : "expected an integer from 0 to 1";
        refuses("52-[\"x\"," + placeholder(number) + "]", expected);
        refuses("52-[\"x\",{\"a\":[1,{\"b\":" + placeholder(number) + "}]}]", expected);
        refuses("62-7[" + placeholder(number) + "]", expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num\":0,\"_placeholder\":true}",
                "[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "{\"_placeholder\":true,\"num\":7,\"num\":0}",
                "{\"_placeholder\":false,\"num\":7}",
                "{\"_placeholder\":\"true\",\"num\":7}",
                "{\"placeholder\":true,\"num\":7}",
                "\"nothing\""
            })
    void mayBeReferredToInAnyOrderTwiceOrNotAtAll(String argument) {
        assertThat(decoder.text("51-[\"x\"," + argument + "]")).isEmpty();
        assertThat(decoder.binary(new byte[1])).isPresent();
    }

    @Test
    void mustBeReferredToBehindEscapesToo() {
        refuses("51-[\"x\",{\"\\u005fplaceholder\":true,\"num\":7}]", "placeholder number 7, expected");
        refuses("51-[\"x\",{\"_placeholder\":true}]", "placeholder number null, expected");
    }

    @Test
    void areNotReferredToByAPlainEvent() {
        assertThat(decoder.text("2[\"x\"," + placeholder("\"splice\"") + "]")).isPresent();
    }

    private static String placeholder(String number) {
        return "{\"_placeholder\":true,\"num\":" + number + "}";
    }

    private void refuses(String text, String message) {
        assertThatExceptionOfType(MalformedSocketIoException.class)
                .isThrownBy(() -> decoder.text(text))
                .withMessageContaining(message);
    }

    private void refusesBinary(int size, String message) {
        assertThatExceptionOfType(MalformedSocketIoException.class)
                .isThrownBy(() -> decoder.binary(new byte[size]))
                .withMessage(message);
    }
}
