package io.queuewire.bench.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How long a message takes from just before its send to each of a hundred clients.
 *
 * @param messages sent in each round
 * @param rounds that count; some more come before them
 */
record Latency(int messages, int rounds) {

    private static final int CLIENTS = 100;
    private static final int WARM_UP = 3;
    private static final long PERIOD_NANOS = 1_000_000_000L / 20;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final Pattern SENT = Pattern.compile("\"sent\":(-?\\d+)");

    /** Measures and prints as it goes. */
    void run(BenchQueue queue) throws IOException, InterruptedException {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        List<Double> medians = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        try (Relay relay = Relay.start(queue, 1);
                SqsClient sender = BenchQueue.client(queue.endpoint());
                LoadClients clients = LoadClients.start()) {
            clients.connect(CLIENTS, relay.address(), event -> latencies.add(age(event)));
            for (int round = 1 - WARM_UP; round <= rounds; round++) {
                latencies.clear();
                double processor = relay.program().processorSeconds();
                send(sender, queue);
                awaitArrivals(latencies);
                double processorPerThousand = (relay.program().processorSeconds() - processor) * 1_000 / messages;
                double[] sorted = latencies.stream()
                        .mapToDouble(nanos -> nanos / 1e6)
                        .sorted()
                        .toArray();
                double median = percentile(sorted, 50);
                double tail = percentile(sorted, 99);
                System.out.printf(
                        Locale.ROOT,
                        "  %-8s p50 %.1f ms  p99 %.1f ms  %.2f CPU s per 1,000%n",
                        round <= 0 ? "warm-up" : "round " + round,
                        median,
                        tail,
                        processorPerThousand);
                if (round > 0) {
                    medians.add(median);
                    tails.add(tail);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "20 messages/s to %d clients, medians: p50 %.1f ms  p99 %.1f ms%n",
                CLIENTS,
                middle(medians),
                middle(tails));
    }

    private static long age(String event) {
        long now = System.nanoTime();
        Matcher sent = SENT.matcher(event);
        if (!sent.find()) {
            throw new IllegalStateException("an event without its time: " + event);
        }
        return now - Long.parseLong(sent.group(1));
    }

    private void send(SqsClient sender, BenchQueue queue) {
        long next = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += PERIOD_NANOS;
            sender.sendMessage(
                    request -> request.queueUrl(queue.url()).messageBody("{\"sent\":" + System.nanoTime() + "}"));
        }
    }

    private void awaitArrivals(ConcurrentLinkedQueue<Long> latencies) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (latencies.size() < messages * CLIENTS) {
            if (System.nanoTime() > end) {
                throw new IOException(latencies.size() + " arrivals: expected " + messages * CLIENTS);
            }
            Thread.sleep(20);
        }
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static double middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
