package io.queuewire.bench.intake;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How long a message takes from just before its send to each of a hundred clients, with each server by turns.
 *
 * @param messages sent in each turn
 */
record Latency(int messages, Turns turns, List<PushServer.Start> servers) {

    static final int PER_SECOND = 20;
    static final int CLIENTS = 100;

    private static final long PERIOD_NANOS = 1_000_000_000L / PER_SECOND;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final Pattern SENT = Pattern.compile("\"sent\":(-?\\d+)");

    /** A server, and how long its messages took in this round. */
    private record Watched(PushServer server, ConcurrentLinkedQueue<Long> latencies) {}

    Latency {
        servers = List.copyOf(servers);
    }

    /** What each came to. */
    Map<String, List<Delay>> run(URI service) throws IOException, InterruptedException {
        List<Watched> all = new ArrayList<>();
        try (LoadClients clients = LoadClients.start();
                SqsClient sender = BenchQueue.client(service)) {
            for (PushServer.Start server : servers) {
                Watched watched = new Watched(server.on(BenchQueue.create(service), 1), new ConcurrentLinkedQueue<>());
                all.add(watched);
                clients.connect(
                        CLIENTS,
                        watched.server().address(),
                        event -> watched.latencies().add(age(event)));
            }
            return turns.take(all, watched -> watched.server().name(), watched -> measure(watched, sender));
        } finally {
            all.forEach(watched -> watched.server().close());
        }
    }

    private Delay measure(Watched watched, SqsClient sender) throws IOException, InterruptedException {
        PushServer server = watched.server();
        watched.latencies().clear();
        server.resume();
        double processor = server.program().processorSeconds();
        send(sender, server.queue());
        awaitArrivals(watched.latencies());
        double processorSeconds = server.program().processorSeconds() - processor;
        server.pause();
        long[] nanos = watched.latencies().stream().mapToLong(Long::longValue).toArray();
        return Delay.of(nanos, processorSeconds * 1_000 / messages);
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
}
