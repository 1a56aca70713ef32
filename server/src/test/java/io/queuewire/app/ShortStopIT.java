package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.TextSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A relay that has less time to stop than it would take. */
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
                // The first poll of all is made alone.
                await().until(() -> service.calls("ReceiveMessage") > 1);
                service.trouble(new FaultySqs.Trouble.Hang());
                await().until(() -> service.hanging() >= 4);
            });

            assertThat(stop).isLessThan(limit.plus(TOLERANCE));
        }
    }

    @Test
    void aQueueThatTakesNoDeletesLeavesClientsTheirTime() throws Exception {
        try (FaultySqs service = new FaultySqs(queue)) {
            RelayFixture relay = start(service, "drain.limit=8s", "drain.spread=1s");
            List<TextSocket> clients = IntStream.range(0, 10)
                    .mapToObj(i -> TextSocket.open(relay.port(), "/ws"))
                    .toList();
            List<CompletableFuture<Instant>> goodbyes = clients.stream()
                    .map(client -> client.closed().thenApply(code -> {
                        assertThat(code).isEqualTo(1012);
                        return Instant.now();
                    }))
                    .toList();
            stop(relay, () -> {
                service.trouble("DeleteMessageBatch", new FaultySqs.Trouble.Refuse(403, "AccessDenied"));
                queue.send("1");
                await().until(() ->
                        service.calls().stream().anyMatch(call -> call.action().equals("DeleteMessageBatch")));
            });

            List<Instant> times =
                    goodbyes.stream().map(CompletableFuture::join).sorted().toList();
            assertThat(Duration.between(times.getFirst(), times.getLast()))
                    .as("from the first goodbye to the last")
                    .isGreaterThan(Duration.ofMillis(300));
            clients.forEach(TextSocket::close);
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
