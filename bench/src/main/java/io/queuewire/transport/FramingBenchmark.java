package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From a message to the bytes that all clients share, and from a client's bytes to a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FramingBenchmark {

    private static final String POSITION = "0123456789abcdef-1234567";
    private static final int MOST = 64 << 10;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final byte[] MASK = {0x5a, (byte) 0xc3, 0x17, (byte) 0x9e};

    /** Bytes of the data. */
    @Param({"50", "200", "2000"})
    private int size;

    private final SocketIoWebSocketFormat socketIo = new SocketIoWebSocketFormat(true);
    private final JsonWebSocketFormat json = new JsonWebSocketFormat();
    private final EventStreamFormat eventStream = new EventStreamFormat();
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(MOST));
    private PushMessage message = message("{}");
    private ByteBuf frame = Unpooled.EMPTY_BUFFER;

    /** A message, and a client's frame of the same size. */
    @Setup
    public void prepare() {
        String data = "{\"id\":17,\"name\":\"" + "x".repeat(Math.max(0, size - 20)) + "\"}";
        message = message(data);
        frame = Unpooled.directBuffer().writeByte(TEXT);
        byte[] payload = data.getBytes(StandardCharsets.US_ASCII);
        if (payload.length < TWO_BYTES) {
            frame.writeByte(MASKED | payload.length);
        } else {
            frame.writeByte(MASKED | TWO_BYTES).writeShort(payload.length);
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ MASK[i % MASK.length]);
        }
    }

    private static PushMessage message(String data) {
        return PushMessage.of("/", Audience.EVERYONE, "item_added", RawJson.parse(data, JsonLimits.QUEUE));
    }

    /** Gives the frame back. */
    @TearDown
    public void release() {
        frame.release();
        channel.finishAndReleaseAll();
    }

    /** For Socket.IO clients. */
    @Benchmark
    public int encodeSocketIo() {
        return sizeOf(socketIo.encode(message, POSITION));
    }

    /** For clients of {@code /ws}. */
    @Benchmark
    public int encodeJson() {
        return sizeOf(json.encode(message, POSITION));
    }

    /** For clients of {@code /events}. */
    @Benchmark
    public int encodeEventStream() {
        return sizeOf(eventStream.encode(message, POSITION));
    }

    private static int sizeOf(EncodedMessage encoded) {
        try (encoded) {
            return encoded.size();
        }
    }

    /** A client's frame, unmasked. The copy that comes before it is part of the figure: unmasking changes the bytes. */
    @Benchmark
    public boolean decodeFrame() {
        channel.writeInbound(frame.copy());
        Object decoded = channel.readInbound();
        return ReferenceCountUtil.release(decoded);
    }
}
