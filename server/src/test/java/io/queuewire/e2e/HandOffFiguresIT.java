package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures how fast a message travels at 20 messages a second to 50 clients, and prints it.
 *
 * <p>Asserts only that all arrive: how long that may take depends on the machine and on what else it does.
 */
@RequiresTool(Tool.NODE)
class HandOffFiguresIT {

    private static final int CLIENTS = 50;
    private static final int PER_SECOND = 20;
    private static final int WARM_UP = 40;
    private static final int MEASURED = 160;

    @Test
    void messagesTravelAtAMeasuredPace() throws Exception {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue queue = TestQueue.create(service.endpoint(), "figures");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                NodeClients clients = NodeClients.connect(relay.address(), CLIENTS)) {
            sendSteadily(queue, WARM_UP);
            clients.awaitEvents(WARM_UP);
            clients.forgetEvents();
            Histogram before = handOffs(relay);

            sendSteadily(queue, MEASURED);

            clients.awaitEvents(MEASURED);
            assertThat(clients.eventsOfEach())
                    .allSatisfy(events -> assertThat(events).hasSize(MEASURED).doesNotHaveDuplicates());
            print(handOffs(relay).since(before), clients);
        }
    }

    private static Histogram handOffs(RelayFixture relay) {
        return Histogram.read(new Management(relay.management()).get("metrics").body(), "queuewire_handoff_seconds");
    }

    /** Sends at an even pace; each message says when it was sent. */
    private static void sendSteadily(TestQueue queue, int count) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> sending = producer.scheduleAtFixedRate(
                    () -> {
                        if (sent.get() < count) {
                            queue.send("{\"id\":%d,\"sentAt\":%d}".formatted(sent.get(), System.currentTimeMillis()));
                            sent.incrementAndGet();
                        }
                    },
                    0,
                    TimeUnit.SECONDS.toMillis(1) / PER_SECOND,
                    TimeUnit.MILLISECONDS);
            eventually().until(() -> sent.get() == count || sending.isDone());
            sending.cancel(false);
        }
        assertThat(sent).hasValue(count);
    }

    private static void print(Histogram handOffs, NodeClients clients) {
        List<Double> travels = clients.eventsOfEach()
                .flatMap(List::stream)
                .map(event -> event.at()
                        - Double.parseDouble(
                                event.data().members().get("sentAt").text()))
                .sorted()
                .toList();
        System.out.printf(
                Locale.ROOT,
                """
                [figures] %d messages a second, %d clients, %d messages
                [figures] hand-off (receive to socket)  mean %.2f ms, median %s, p99 %s
                [figures] send to client (with the queue) median %.1f ms, p99 %.1f ms
                """,
                PER_SECOND,
                CLIENTS,
                MEASURED,
                handOffs.meanMillis(),
                handOffs.quantile(0.5),
                handOffs.quantile(0.99),
                quantile(travels, 0.5),
                quantile(travels, 0.99));
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** A histogram as the metrics tell it, in seconds. */
    private record Histogram(double sum, double count, List<Bucket> buckets) {

        /** How many observations were at most so large. */
        private record Bucket(double limit, double count) {}

        static Histogram read(String metrics, String name) {
            return new Histogram(
                    value(metrics, name + "_sum "),
                    value(metrics, name + "_count "),
                    lines(metrics, name + "_bucket{le=\"")
                            .map(line -> line.split("\"[^ ]* "))
                            .map(parts -> new Bucket(limit(parts[0]), Double.parseDouble(parts[1])))
                            .toList());
        }

        private static double limit(String text) {
            return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        }

        private static double value(String metrics, String start) {
            return lines(metrics, start)
                    .mapToDouble(Double::parseDouble)
                    .findFirst()
                    .orElse(0);
        }

        private static Stream<String> lines(String metrics, String start) {
            return metrics.lines().filter(line -> line.startsWith(start)).map(line -> line.substring(start.length()));
        }

        Histogram since(Histogram earlier) {
            return new Histogram(
                    sum - earlier.sum,
                    count - earlier.count,
                    IntStream.range(0, buckets.size())
                            .mapToObj(i -> new Bucket(
                                    buckets.get(i).limit, buckets.get(i).count - earlier.buckets.get(i).count))
                            .toList());
        }

        double meanMillis() {
            return sum / count * 1000;
        }

        /** Between which two limits of the histogram a quantile lies. */
        String quantile(double share) {
            double below = 0;
            for (Bucket bucket : buckets) {
                if (bucket.count >= share * count) {
                    return String.format(Locale.ROOT, "%s to %s ms", below * 1000, bucket.limit * 1000);
                }
                below = bucket.limit;
            }
            throw new IllegalStateException("a histogram without a last bucket: " + this);
        }
    }
}
