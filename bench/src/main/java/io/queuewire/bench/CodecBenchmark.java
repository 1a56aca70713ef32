package io.queuewire.bench;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.FromClientDecoder;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;
import io.queuewire.socketio.SocketIoPacket;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read what a client sends, and to write an event for clients, once for all of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    /** Bytes of the data. */
    @Param({"50", "200", "2000"})
    private int size;

    private String data = "";
    private String received = "";
    private SocketIoPacket.Event event = event("{}");
    private final FromClientDecoder decoder = new FromClientDecoder(64 << 10);

    /** An event with data of this size. */
    @Setup
    public void prepare() {
        data = "{\"id\":17,\"name\":\"" + "x".repeat(Math.max(0, size - 20)) + "\"}";
        received = "42[\"item_removed\"," + data + "]";
        event = event(data);
    }

    private static SocketIoPacket.Event event(String data) {
        return SocketIoPacket.Event.of(Namespace.MAIN, "item_added", List.of(RawJson.parse(data, JsonLimits.QUEUE)));
    }

    /** The body of a queue message: whether it is JSON, and nothing else. */
    @Benchmark
    public RawJson validate() {
        return RawJson.parse(data, JsonLimits.QUEUE);
    }

    /** A text of a client, from Engine.IO to the event. */
    @Benchmark
    public Optional<SocketIoPacket.FromClient> decode() {
        return switch (EngineIoCodec.decodeText(received)) {
            case EngineIoPacket.Message(String text) -> decoder.text(text);
            case EngineIoPacket other -> throw new IllegalStateException(other + ", expected a message");
        };
    }

    /** The text of an event. */
    @Benchmark
    public String encode() {
        return SocketIoEncoder.text(event);
    }
}
