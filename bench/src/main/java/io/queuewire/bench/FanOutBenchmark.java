package io.queuewire.bench;

import io.queuewire.hub.ClientLink;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.WireFormat;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The hub's own cost of one delivery, without sockets: publish, drain, write to each of a thousand clients, flush. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FanOutBenchmark {

    private static final int CLIENTS = 1_000;

    private final PushMessage message = PushMessage.of(
            "/",
            Audience.EVERYONE,
            "item_added",
            RawJson.parse("{\"id\":\"" + "x".repeat(180) + "\"}", JsonLimits.QUEUE));
    /** What the log keeps: nothing, as without one, or what it keeps by default. */
    @Param({"0", "10000"})
    private int kept;

    private Hub hub = new Hub(List.of(), new ReplayLog(ReplayLimits.NOTHING, "bench"));

    /** Runs tasks on the caller's thread, as if it were the event loop. */
    private static final class SameThread implements ShardExecutor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public Timeout schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("nothing is due later");
        }
    }

    private record Encoded(PushMessage message) implements EncodedMessage {
        @Override
        public int size() {
            return 200;
        }

        @Override
        public void close() {}
    }

    private record Format() implements WireFormat {
        @Override
        public String protocol() {
            return "bench";
        }

        @Override
        public EncodedMessage encode(PushMessage message, String position) {
            return new Encoded(message);
        }

        @Override
        public EncodedMessage join(List<EncodedMessage> messages) {
            throw new UnsupportedOperationException("each message is drained before the next one comes");
        }
    }

    private record Link(WireFormat format, Blackhole blackhole) implements ClientLink {
        @Override
        public void write(EncodedMessage message) {
            blackhole.consume(message);
        }

        @Override
        public void flush() {
            blackhole.consume(this);
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void whenRoom(Runnable action) {
            throw new UnsupportedOperationException("there is always room");
        }
    }

    /** A thousand clients of one shard. */
    @Setup
    public void connect(Blackhole blackhole) {
        ReplayLog log = new ReplayLog(new ReplayLimits(Duration.ofMinutes(2), kept, 64 << 20), "bench");
        Shard shard = new Shard(new SameThread(), 16, Duration.ZERO, log, HubMetrics.NONE);
        WireFormat format = new Format();
        for (int i = 0; i < CLIENTS; i++) {
            shard.subscribe("/", new Link(format, blackhole));
        }
        hub = new Hub(List.of(shard), log);
    }

    @Benchmark
    @OperationsPerInvocation(CLIENTS)
    public void delivery(Blackhole blackhole) {
        blackhole.consume(hub.publish(message));
    }
}
