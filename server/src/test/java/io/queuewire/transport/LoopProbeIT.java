package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.testkit.LoggedEvents;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is seen from outside of a loop that works, waits, or is blocked, on every transport. */
@OnEveryTransport
class LoopProbeIT {

    private final List<Duration> lags = new CopyOnWriteArrayList<>();
    private final TransportKind kind;

    LoopProbeIT(TransportKind kind) {
        this.kind = kind;
    }

    @Test
    void aBlockedLoopIsSeenWithWhereItIsAndWhatWaitsForIt() {
        try (EventLoops loops = start()) {
            LoopProbe probe = loops.probes().getFirst();
            await().until(() -> probe.thread().isPresent());
            Thread thread = probe.thread().orElseThrow();
            assertThat(thread.getName()).startsWith("queuewire-loop-");
            await().until(() -> LoopActivity.of(thread.getStackTrace()) instanceof LoopActivity.Waiting);

            CountDownLatch end = new CountDownLatch(1);
            EventLoop loop = loops.group().next();
            loop.execute(() -> block(end));
            loop.execute(() -> {});
            await().until(() -> probe.overdue().compareTo(Duration.ofMillis(150)) > 0);

            assertThat(LoopActivity.of(thread.getStackTrace()).text())
                    .isEqualTo("works in " + LoopProbeIT.class.getName() + ".block");
            assertThat(probe.sinceSeen()).isGreaterThan(Duration.ofMillis(150));
            assertThat(probe.pendingTasks()).isPositive();
            end.countDown();
            await().until(() -> probe.pendingTasks() == 0);
            await().untilAsserted(() -> assertThat(lags).anyMatch(lag -> lag.toMillis() >= 150));
        }
    }

    @Test
    void aLoopThatHasEndedIsNotLate() {
        EventLoops loops = start();
        LoopProbe probe = loops.probes().getFirst();
        await().until(() -> probe.thread().isPresent());

        loops.close();

        assertThat(probe.overdue()).isZero();
    }

    @Test
    void aTaskForLaterDoesNotFailInSilence() {
        try (EventLoops loops = start();
                LoggedEvents log = new LoggedEvents(LoopTask.class)) {
            LoopExecutor executor = new LoopExecutor(loops.group().next(), SocketSends.none());
            executor.execute(() -> executor.schedule(Duration.ofMillis(1), () -> {
                throw new IllegalStateException("unforeseen");
            }));

            await().untilAsserted(() -> assertThat(log.events())
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("unforeseen")));
        }
    }

    private EventLoops start() {
        return EventLoops.start(
                LoopsConfig.of(kind, 1), new ReplayLog(ReplayLimits.NOTHING, "e"), HubMetrics.NONE, lags::add);
    }

    private static void block(CountDownLatch end) {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
