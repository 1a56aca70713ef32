package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.queuewire.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameInflowTest {

    private final RecordingReceiver client = new RecordingReceiver();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aSocketIoClientJoinsAnswersHeartbeatsAndReceives() {
        speak(LoadProtocol.SOCKETIO);
        text("0{\"sid\":\"a\"}");
        text("40{\"sid\":\"b\"}");
        text("2");
        text("42[\"load\",{\"seq\":1}]");
        text("451-[\"load\",{\"_placeholder\":true,\"num\":0}]");
        arrive(frame(MaskedFrames.BINARY, new byte[3]));

        assertThat(client.told())
                .containsExactly(
                        "send 1 40",
                        "ready",
                        "send 1 3",
                        "received 2[\"load\",{\"seq\":1}]",
                        "received 51-[\"load\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void aPlainClientTakesEveryTextButTheGreeting() {
        speak(LoadProtocol.WEBSOCKET);
        text("{\"type\":\"hello\",\"session\":\"a\"}");
        text("{\"type\":\"other\"}");
        text("x");
        text("");

        assertThat(client.told()).containsExactly("received {\"type\":\"other\"}", "received x", "received ");
    }

    @ParameterizedTest
    @CsvSource({
        "1, ended Engine.IO close",
        "41, ended Socket.IO disconnect",
        "'44{\"message\":\"no\"}', ended Socket.IO connect error",
        "'', ended not Engine.IO",
        "4, ended not Socket.IO",
        "hello, ended not Engine.IO",
    })
    void anEndOfSocketIoHasAReason(String text, String told) {
        speak(LoadProtocol.SOCKETIO);
        text(text);
        text("42[\"load\"]");

        assertThat(client.told()).containsExactly(told);
    }

    @Test
    void pingsAreAnsweredAndAClosesCodeIsTheReason() {
        speak(LoadProtocol.WEBSOCKET);
        arrive(frame(MaskedFrames.PING, "beat".getBytes(StandardCharsets.US_ASCII)));
        arrive(frame(MaskedFrames.CLOSE, new byte[] {3, (byte) 0xF5}));

        assertThat(client.told()).containsExactly("send 10 beat", "ended close 1013");
    }

    @Test
    void whatIsNoFrameOfAServerEndsTheConnection() {
        speak(LoadProtocol.WEBSOCKET);
        arrive(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'}));

        assertThat(client.told()).containsExactly("ended not a WebSocket frame");
    }

    @Test
    void theEndOfTheConnectionIsTold() {
        speak(LoadProtocol.WEBSOCKET);
        channel.pipeline().fireChannelInactive();

        assertThat(client.told()).containsExactly("ended connection lost");
    }

    private static LongStream seeds() {
        return Seeds.some(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whereReadsAreCutMakesNoDifference(long seed) {
        Random random = new Random(seed);
        speak(LoadProtocol.WEBSOCKET);
        List<String> expected = new ArrayList<>();
        ByteBuf stream = Unpooled.buffer();
        for (int i = 0; i < 50; i++) {
            int length = List.of(0, 1, 125, 126, 300, 65_535, 65_536, 70_000).get(random.nextInt(8));
            String text = Integer.toString(i % 10).repeat(length);
            expected.add("received " + text);
            stream.writeBytes(frame(MaskedFrames.TEXT, text.getBytes(StandardCharsets.US_ASCII)));
        }
        int all = stream.readableBytes();
        while (stream.isReadable()) {
            int most = random.nextBoolean() ? 5 : 50_000;
            int count = Math.min(stream.readableBytes(), 1 + random.nextInt(most));
            arrive(stream.readBytes(count));
        }
        stream.release();

        assertThat(client.told()).isEqualTo(expected);
        assertThat(client.bytes()).isEqualTo(all);
    }

    private void speak(LoadProtocol protocol) {
        channel.pipeline().addLast(new FrameInflow(client, Talk.of(protocol)));
    }

    private void text(String text) {
        arrive(frame(MaskedFrames.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void arrive(ByteBuf bytes) {
        channel.writeInbound(bytes);
    }

    private static ByteBuf frame(int opcode, byte[] payload) {
        ByteBuf frame = Unpooled.buffer().writeByte(0x80 | opcode);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
