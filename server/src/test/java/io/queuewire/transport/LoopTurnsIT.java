package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a loop turns to beside a flood of messages, on every transport. */
@OnEveryTransport
class LoopTurnsIT {

    private static final int FLOOD = 1_000;

    private final ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "e");
    private final AtomicInteger turns = new AtomicInteger();
    private final TransportKind kind;

    LoopTurnsIT(TransportKind kind) {
        this.kind = kind;
    }

    @Test
    void socketsHaveTheirTurnHoweverManyMessagesWait() throws InterruptedException {
        try (EventLoops loops = EventLoops.start(LoopsConfig.of(kind, 1), log, HubMetrics.NONE, lag -> {})) {
            Shard shard = loops.shards().iterator().next();
            Hub hub = new Hub(List.of(shard), log);
            CountDownLatch written = new CountDownLatch(FLOOD);
            shard.executor().execute(() -> countTurns(shard.executor()));

            publishOneAfterAnother(hub, written);

            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(turns).hasValueGreaterThan(FLOOD / 2);
        }
    }

    /** A loop looks for what is due where it looks at its sockets: once a turn. */
    private void countTurns(ShardExecutor loop) {
        turns.incrementAndGet();
        loop.schedule(Duration.ZERO, () -> countTurns(loop));
    }

    /** Whenever the shard has written what waits, something waits again. */
    private static void publishOneAfterAnother(Hub hub, CountDownLatch written) {
        hub.publish(PushMessage.of("/", Audience.EVERYONE, "news", RawJson.NULL))
                .thenAccept(handOff -> {
                    written.countDown();
                    if (written.getCount() > 0) {
                        publishOneAfterAnother(hub, written);
                    }
                });
    }
}
