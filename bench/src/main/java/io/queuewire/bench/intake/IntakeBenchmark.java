package io.queuewire.bench.intake;

import io.queuewire.bench.Checkout;
import io.queuewire.bench.NodePeers;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Measures the intake, see {@code bench/README.md}: queue service, bare loop and servers are processes of their own, the
 * clients and the producer live here.
 */
public final class IntakeBenchmark {

    private static final int MESSAGES = Integer.getInteger("messages", 10_000);
    private static final int WARM_UP = Integer.getInteger("warm-up", 6);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int[] POLLERS = Arrays.stream(
                    System.getProperty("pollers", "1,4").split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    /** Ten seconds each. */
    private static final int LATENCY_MESSAGES = 10 * Latency.PER_SECOND;

    private static final int LATENCY_WARM_UP = Integer.getInteger("latency-warm-up", 3);

    private IntakeBenchmark() {}

    /**
     * Runs everything; the system properties {@code messages}, {@code rounds}, {@code warm-up}, {@code latency-warm-up} and
     * {@code pollers} change how much.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<PushServer.Start> servers = servers();
        try (Program service = Program.java(QueueService.class.getName())) {
            URI endpoint =
                    URI.create(service.await(Pattern.compile("endpoint (\\S+)")).group(1));
            for (int pollers : POLLERS) {
                System.out.printf(Locale.ROOT, "Draining %,d messages, pollers: %d%n", MESSAGES, pollers);
                Map<String, Figure> medians = medians(
                        new Drain(MESSAGES, new Turns(WARM_UP, ROUNDS), servers).run(endpoint, pollers),
                        Figure::median);
                Goal.ALL.stream()
                        .flatMap(goal -> goal.reached(medians).stream())
                        .forEach(reached -> System.out.println("    " + reached));
            }
            System.out.printf(
                    Locale.ROOT,
                    "From send to arrival, %d messages a second, %d clients%n",
                    Latency.PER_SECOND,
                    Latency.CLIENTS);
            medians(
                    new Latency(LATENCY_MESSAGES, new Turns(LATENCY_WARM_UP, ROUNDS), servers).run(endpoint),
                    Delay::median);
        }
    }

    private static List<PushServer.Start> servers() throws InterruptedException {
        try {
            new NodePeers(Checkout.find().node()).fetch();
            return List.of(Relay::start, NodeRelay::start);
        } catch (IOException e) {
            System.err.println("the relay for Node is left out: " + e.getMessage());
            return List.of(Relay::start);
        }
    }

    private static <R> Map<String, R> medians(Map<String, List<R>> results, Function<List<R>, R> median) {
        System.out.println("  medians");
        Map<String, R> medians = new LinkedHashMap<>();
        results.forEach((name, rounds) -> {
            R result = median.apply(rounds);
            medians.put(name, result);
            System.out.printf(Locale.ROOT, "    %-5s %s%n", name, result);
        });
        return medians;
    }
}
