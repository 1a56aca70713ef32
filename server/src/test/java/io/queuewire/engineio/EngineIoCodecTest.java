package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Open;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineIoCodecTest {

    static Stream<Arguments> everyPacketWithItsText() {
        return Stream.of(
                Arguments.of(new Open("{\"sid\":\"a\"}"), "0{\"sid\":\"a\"}"),
                Arguments.of(EngineIoPacket.CLOSE, "1"),
                Arguments.of(Ping.HEARTBEAT, "2"),
                Arguments.of(Ping.UPGRADE_PROBE, "2probe"),
                Arguments.of(Pong.HEARTBEAT, "3"),
                Arguments.of(Pong.UPGRADE_PROBE, "3probe"),
                Arguments.of(new Message(""), "4"),
                Arguments.of(new Message("ü😀\n"), "4ü😀\n"),
                Arguments.of(EngineIoPacket.UPGRADE, "5"),
                Arguments.of(EngineIoPacket.NOOP, "6"),
                Arguments.of(new Binary(new byte[0]), "b"),
                Arguments.of(new Binary(new byte[] {1, 2, 3, 4}), "bAQIDBA=="),
                Arguments.of(new Binary(new byte[] {-5, -16}), "b+/A="));
    }

    @ParameterizedTest
    @MethodSource("everyPacketWithItsText")
    void writesAPacket(EngineIoPacket packet, String text) {
        assertThat(EngineIoCodec.encodeText(packet)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("everyPacketWithItsText")
    void readsAPacket(EngineIoPacket packet, String text) {
        assertThat(EngineIoCodec.decodeText(text)).isEqualTo(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1x",
                "5x",
                "6x",
                "7",
                "a",
                "B",
                " ",
                " 4",
                "\u001e",
                "٤",
                "b=",
                "bA",
                "bAQ",
                "bAQI",
                "bA===",
                "b====",
                "bAQ=I",
                "bAQ-_",
                "bAQ I",
                "bAQID\n",
                "bAQI=\u0100",
                "bAQI=AQID"
            })
    void refusesWhatIsNotExactlyOnePacket(String text) {
        assertThatExceptionOfType(MalformedEngineIoException.class).isThrownBy(() -> EngineIoCodec.decodeText(text));
    }

    @Test
    void saysWhatItGotAndWhatItExpected() {
        assertThatExceptionOfType(MalformedEngineIoException.class)
                .isThrownBy(() -> EngineIoCodec.decodeText("\nabc"))
                .withMessage("packet type U+000A, expected 0 to 6 or b");
        assertThatExceptionOfType(MalformedEngineIoException.class)
                .isThrownBy(() -> EngineIoCodec.decodeText("1secret"))
                .withMessage("6 characters behind packet type 1, expected none");
    }
}
