package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.queuewire.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventStreamInflowTest {

    private static final String STREAM = """
            retry: 5

            :

            id: a
            event: load
            data: {"seq":1}

            data: {
            data: "seq":2}

            data:3\r
            \r
            datum: 4

            event: empty

            data: 5

            """;

    private final RecordingReceiver client = new RecordingReceiver();
    private final EmbeddedChannel channel = new EmbeddedChannel(new EventStreamInflow(client));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static LongStream seeds() {
        return Seeds.some(30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anEventIsToldOnceWhereverTheStreamIsCut(long seed) {
        Random random = new Random(seed);
        byte[] stream = STREAM.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < stream.length; ) {
            int count = Math.min(stream.length - at, 1 + random.nextInt(12));
            channel.writeInbound(new DefaultHttpContent(Unpooled.copiedBuffer(stream, at, count)));
            at += count;
        }
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(client.told())
                .extracting(String::strip)
                .containsExactly(
                        "received  {\"seq\":1}", "received  {", "received 3", "received  5", "ended end of stream");
        assertThat(client.bytes()).isEqualTo(stream.length);
    }
}
