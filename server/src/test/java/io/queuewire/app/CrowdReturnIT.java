package io.queuewire.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.transport.OutboundLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thousand clients that come back at the same moment after half a minute of traffic, and some who were there all the
 * time.
 */
class CrowdReturnIT {

    private static final int CROWD = 1_000;
    private static final int LIVE = 12;
    private static final int TRAFFIC_SECONDS = 30;
    private static final int PER_SECOND = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(1).dividedBy(PER_SECOND);

    /** What all hear before the crowd leaves, so that it comes back with a position of its own. */
    private static final int FIRST = PER_SECOND;

    /** What all hear after the crowd has begun to come back. */
    private static final int MORE = 2 * PER_SECOND;

    /** How long a member of the crowd may take, however slow the machine. */
    private static final int PATIENCE_SECONDS = 60;

    private final ReplayRelay relay = ReplayRelay.keeping(10_000, new OutboundLimits(1 << 20, Duration.ofSeconds(10)));

    /** The crowd's own work must not keep those who are live from theirs, so these have threads of their own. */
    private final ExecutorService liveThreads = Executors.newFixedThreadPool(LIVE);

    private final ExecutorService crowdThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<NumberedClient> clients = new ArrayList<>();
    private final SteadyTraffic traffic = new SteadyTraffic(relay, INTERVAL);

    @AfterEach
    void stop() {
        traffic.close();
        clients.forEach(NumberedClient::close);
        relay.close();
        liveThreads.shutdownNow();
        crowdThreads.shutdownNow();
    }

    @Test
    void aCrowdCatchesUpAndNobodyElseNoticesIt() throws Exception {
        List<NumberedClient> crowd = clients(CROWD);
        List<NumberedClient> vanguard = clients(CROWD / 10);
        List<NumberedClient> live = clients(LIVE);
        traffic.start();
        List<Future<List<Long>>> listening = together(liveThreads, live, this::delaysUntilTheEnd);
        comeAndGo(crowd);
        comeAndGo(vanguard);
        await().until(() -> relay.openConnections() == LIVE);
        long left = traffic.published();
        await().atMost(Duration.ofSeconds(2 * TRAFFIC_SECONDS))
                .until(() -> traffic.published() >= left + TRAFFIC_SECONDS * PER_SECOND);
        long before = traffic.published();
        // A relay that has run for a while has seen clients come back.
        all(together(crowdThreads, vanguard, client -> comeBack(client, before)));
        vanguard.forEach(NumberedClient::leave);

        long missed = traffic.published();
        long start = System.nanoTime();
        List<Long> caughtUp = all(together(crowdThreads, crowd, client -> comeBack(client, missed)));
        all(together(crowdThreads, crowd, client -> hearUpTo(client, missed + MORE)));
        traffic.finish();
        long took = Collections.max(caughtUp) - start;
        List<List<Long>> delays = all(listening);
        System.out.printf(
                "%d clients caught up with %d messages each in %d ms%n",
                CROWD, missed - FIRST, NANOSECONDS.toMillis(took));
        for (List<Long> one : delays) {
            assertNotLate(one.subList((int) left, (int) before), one.subList((int) missed, one.size()), took);
        }
    }

    /**
     * Holds a live client's delays to its own usual ones and to the time that the crowd took, so that neither the speed of
     * this machine nor what else it does counts. Were the crowd served first and in one go, what comes meanwhile would wait
     * for half of that time in the median.
     */
    private static void assertNotLate(List<Long> before, List<Long> afterwards, long took) {
        int meanwhile = (int) (took / INTERVAL.toNanos());
        assertThat(meanwhile).as("messages while the crowd catches up").isPositive();
        List<Long> during = afterwards.subList(0, Math.min(meanwhile, afterwards.size()));
        System.out.printf(
                "a live client waited %d µs before, %d µs meanwhile, at most %d µs%n",
                NANOSECONDS.toMicros(median(before)),
                NANOSECONDS.toMicros(median(during)),
                NANOSECONDS.toMicros(Collections.max(during)));
        assertThat(median(during))
                .as("nobody waits for a good part of the time in which all others are served")
                .isLessThan(median(before) + took * 2 / 5);
        assertThat(Collections.max(during))
                .as("nobody waits until all others are served")
                .isLessThan(took);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private List<NumberedClient> clients(int count) {
        List<NumberedClient> some = IntStream.range(0, count)
                .mapToObj(i -> new NumberedClient(relay.port(), Dialect.of(i)))
                .toList();
        clients.addAll(some);
        return some;
    }

    /** Hears the first numbers and leaves, with a position to come back with. */
    private void comeAndGo(List<NumberedClient> some) throws Exception {
        all(together(crowdThreads, some, client -> hearUpTo(client, FIRST)));
        some.forEach(NumberedClient::leave);
    }

    /** Comes back and hears everything up to a number; returns when it had heard that. */
    private static long comeBack(NumberedClient client, long last) {
        client.comeBack();
        return hearUpTo(client, last);
    }

    /** Hears everything up to a number; returns when it had heard that. */
    private static long hearUpTo(NumberedClient client, long last) {
        while (client.hear() < last) {
            // Goes on.
        }
        return System.nanoTime();
    }

    private List<Long> delaysUntilTheEnd(NumberedClient client) {
        List<Long> delays = new ArrayList<>();
        for (long number = client.hear(); !traffic.isLast(number); number = client.hear()) {
            delays.add(traffic.nanosSinceDue(number));
        }
        return delays;
    }

    private interface Part<T> {
        T of(NumberedClient client);
    }

    private static <T> List<Future<T>> together(ExecutorService threads, List<NumberedClient> clients, Part<T> part) {
        return clients.stream()
                .map(client -> threads.submit(() -> part.of(client)))
                .toList();
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        List<T> values = new ArrayList<>();
        for (Future<T> future : futures) {
            values.add(future.get(PATIENCE_SECONDS, SECONDS));
        }
        return values;
    }
}
