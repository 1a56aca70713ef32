package io.queuewire.bench.intake;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How fast a full queue is drained: by the relay to ten clients, and by the bare loop, by turns.
 *
 * @param messages on the queue at the start of each turn
 * @param rounds of two turns each; some more come before them and do not count, because the JVM is still compiling
 */
record Drain(int messages, int rounds) {

    private static final int CLIENTS = 10;
    private static final int WARM_UP = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** An empty poll of the relay that began before the pause ends within its wait. */
    private static final Duration LAST_POLL = Duration.ofMillis(1_200);

    private static final String BODY = "{\"id\":\"" + "x".repeat(290) + "\"}";

    /** What the clients wait for, anew in each round. */
    private static final class Arrivals {
        private volatile CountDownLatch left = new CountDownLatch(0);

        CountDownLatch expect(int messages) {
            CountDownLatch expected = new CountDownLatch(messages);
            left = expected;
            return expected;
        }

        void count() {
            left.countDown();
        }
    }

    /** Measures with so many pollers on either side and prints as it goes. */
    void run(URI service, int pollers) throws IOException, InterruptedException {
        BenchQueue bareQueue = BenchQueue.create(service, "bare-" + pollers);
        BenchQueue relayQueue = BenchQueue.create(service, "relay-" + pollers);
        List<Figure> bare = new ArrayList<>();
        List<Figure> relayed = new ArrayList<>();
        Arrivals arrivals = new Arrivals();
        try (Program loop = Program.java(
                        BareLoop.class.getName(), service.toString(), bareQueue.url(), Integer.toString(pollers));
                Relay relay = Relay.start(relayQueue, pollers);
                LoadClients clients = LoadClients.start()) {
            relay.pause();
            loop.await(Pattern.compile("ready"));
            clients.connect(CLIENTS, relay.address(), event -> arrivals.count());
            for (int round = 1 - WARM_UP; round <= rounds; round++) {
                Figure bareRound = drainBare(bareQueue, loop);
                Figure relayRound = drainThrough(relayQueue, relay, arrivals);
                System.out.printf(
                        Locale.ROOT,
                        "  %-8s bare  %s%n           relay %s%n",
                        round <= 0 ? "warm-up" : "round " + round,
                        bareRound,
                        relayRound);
                if (round > 0) {
                    bare.add(bareRound);
                    relayed.add(relayRound);
                }
            }
        }
        Figure bareMedian = Figure.median(bare);
        Figure relayMedian = Figure.median(relayed);
        System.out.printf(
                Locale.ROOT,
                "%d poller%s, medians: bare  %s%n                    relay %s%n                    ratio %.0f %%%n",
                pollers,
                pollers == 1 ? "" : "s",
                bareMedian,
                relayMedian,
                100 * relayMedian.messagesPerSecond() / bareMedian.messagesPerSecond());
    }

    private Figure drainBare(BenchQueue queue, Program loop) throws IOException, InterruptedException {
        queue.fill(messages, BODY);
        double processor = loop.processorSeconds();
        long start = System.nanoTime();
        loop.tell(Integer.toString(messages));
        loop.await(Pattern.compile("drained"));
        long end = System.nanoTime();
        queue.awaitEmpty();
        return figure(end - start, loop.processorSeconds() - processor);
    }

    private Figure drainThrough(BenchQueue queue, Relay relay, Arrivals arrivals)
            throws IOException, InterruptedException {
        // Whatever a poll may still bring that began before the pause counts too.
        CountDownLatch arriving = arrivals.expect(messages * CLIENTS);
        Thread.sleep(LAST_POLL);
        queue.fill(messages, BODY);
        double processor = relay.program().processorSeconds();
        long start = System.nanoTime();
        relay.resume();
        if (!arriving.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(arriving.getCount() + " messages did not arrive at a client");
        }
        long end = System.nanoTime();
        queue.awaitEmpty();
        Figure figure = figure(end - start, relay.program().processorSeconds() - processor);
        relay.pause();
        return figure;
    }

    private Figure figure(long nanos, double processorSeconds) {
        return new Figure(messages / (nanos / 1e9), processorSeconds * 1_000 / messages);
    }
}
