package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.InMemoryQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A relay that has less time to stop than clients and event loops are usually left with. */
class ShortStopIT {

    /** Not enough to be late by a hair, and less than a hang would cost. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());

    @Test
    void whatIsInHandIsSettledAlsoInAShortStop() throws Exception {
        try (FaultySqs service = new FaultySqs(queue)) {
            // What it reads stays in hand for a while, since its loops linger.
            stop(start(service, "drain.limit=2s", "fanout.linger=1s"), () -> {
                IntStream.range(0, 60).forEach(i -> queue.send(Integer.toString(i)));
                await().until(() -> queue.visible() == 0);
            });

            assertThat(queue.visible())
                    .as("of those that were not handed off, how many others may have at once")
                    .isEqualTo(queue.size());
        }
    }

    @Test
    void aQueueThatHangsDoesNotMakeAShortStopLonger() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        try (FaultySqs service = new FaultySqs(queue)) {
            Duration stop = stop(start(service, "drain.limit=2s", "queue.pollers=4"), () -> {
                service.trouble(new FaultySqs.Trouble.Hang());
                await().until(() -> service.hanging() >= 4);
            });

            assertThat(stop).isLessThan(limit.plus(TOLERANCE));
        }
    }

    /** Stops a relay, whatever comes of what is done before; says how long that took. */
    private static Duration stop(RelayFixture relay, Runnable before) {
        long start;
        try {
            before.run();
        } finally {
            start = System.nanoTime();
            relay.close();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static RelayFixture start(FaultySqs service, String... assignments) {
        String[] all = new String[assignments.length + 1];
        all[0] = "queue.url=" + service.url().text();
        System.arraycopy(assignments, 0, all, 1, assignments.length);
        return RelayFixture.start(all);
    }
}
