package io.queuewire.bench.intake;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Measures the intake, see {@code bench/README.md}: queue service, bare loop and relay are processes of their own, the
 * clients and the producer live here.
 */
public final class IntakeBenchmark {

    private static final int MESSAGES = Integer.getInteger("messages", 10_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int[] POLLERS = Arrays.stream(
                    System.getProperty("pollers", "1,4").split(",", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    /** Ten seconds each. */
    private static final int LATENCY_MESSAGES = 200;

    private IntakeBenchmark() {}

    /** Runs everything; the system properties {@code messages}, {@code rounds} and {@code pollers} change how much. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Program service = Program.java(QueueService.class.getName())) {
            URI endpoint =
                    URI.create(service.await(Pattern.compile("endpoint (\\S+)")).group(1));
            for (int pollers : POLLERS) {
                System.out.printf("Draining %,d messages, pollers: %d%n", MESSAGES, pollers);
                new Drain(MESSAGES, ROUNDS).run(endpoint, pollers);
            }
            System.out.println("Latency from send to client");
            new Latency(LATENCY_MESSAGES, ROUNDS).run(BenchQueue.create(endpoint, "latency"));
        }
    }
}
