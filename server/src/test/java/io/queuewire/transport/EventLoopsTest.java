package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    private final ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "e");

    @Test
    void asManyMessagesWaitForALoopAsItIsMadeFor() throws InterruptedException {
        LoopsConfig config = new LoopsConfig(TransportKind.NIO, 1, Duration.ZERO, 20_000);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch lags = new CountDownLatch(1);
        try (EventLoops loops = EventLoops.start(config, log, HubMetrics.NONE, lag -> {})) {
            Shard shard = loops.shards().iterator().next();
            shard.executor().execute(() -> {
                lags.countDown();
                awaitQuietly(end);
            });
            lags.await();
            Hub hub = new Hub(List.of(shard), log);

            List<CompletionStage<HandOff>> handOffs = IntStream.range(0, 20_000)
                    .mapToObj(number -> hub.publish(message(number)))
                    .toList();

            assertThat(handOffs)
                    .allSatisfy(
                            handOff -> assertThat(handOff.toCompletableFuture()).isNotDone());
            assertThat(hub.publish(message(20_000)).toCompletableFuture()).isCompletedExceptionally();
            end.countDown();
            assertThat(handOffs).allSatisfy(handOff -> assertThat(handOff).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    private static PushMessage message(int number) {
        return PushMessage.of("/", Audience.EVERYONE, "number", RawJson.number(number));
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
