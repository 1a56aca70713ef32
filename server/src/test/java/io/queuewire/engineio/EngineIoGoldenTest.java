package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Open;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.Golden;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the codec to what engine.io-parser writes and reads. */
class EngineIoGoldenTest {

    static Stream<Golden.Case> packets() {
        return Golden.cases("engineIoPackets");
    }

    static Stream<Golden.Case> payloads() {
        return Golden.cases("pollingPayloads");
    }

    @ParameterizedTest
    @MethodSource("packets")
    void writesPacketsLikeTheOriginal(Golden.Case golden) {
        assertThat(EngineIoCodec.encodeText(packet(golden.object("packet")))).isEqualTo(golden.string("text"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void readsPacketsOfTheOriginal(Golden.Case golden) {
        assertThat(EngineIoCodec.decodeText(golden.string("text"))).isEqualTo(packet(golden.object("packet")));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void writesPayloadsLikeTheOriginal(Golden.Case golden) {
        assertThat(PollingPayload.join(packets(golden))).isEqualTo(golden.string("text"));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void readsPayloadsOfTheOriginal(Golden.Case golden) {
        assertThat(PollingPayload.fromServer(golden.string("text"))).containsExactlyElementsOf(packets(golden));
    }

    private static List<EngineIoPacket> packets(Golden.Case golden) {
        return golden.json("packets").elements().stream()
                .map(element -> packet(new Golden.Case(element.members())))
                .toList();
    }

    private static EngineIoPacket packet(Golden.Case golden) {
        String text = golden.optional("data").map(RawJson::asString).orElse("");
        return switch (golden.string("type")) {
            case "open" -> new Open(text);
            case "close" -> EngineIoPacket.CLOSE;
            case "ping" -> new Ping(text);
            case "pong" -> new Pong(text);
            case "upgrade" -> EngineIoPacket.UPGRADE;
            case "noop" -> EngineIoPacket.NOOP;
            case "message" -> new Message(text);
            case "binary" -> new Binary(Base64.getDecoder().decode(golden.string("base64")));
            default -> throw new AssertionError("unknown packet " + golden);
        };
    }
}
