package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.ServerFrame;
import io.queuewire.transport.OutboundLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A thousand clients that come back at the same moment, and one who was there all the time. */
class CrowdReturnIT {

    private static final int CROWD = 1_000;
    private static final int MISSED = 600;
    private static final int MEANWHILE = 50;
    private static final String END = "\n\n";
    private static final int PING = 0x89;

    /** The crowd's own threads, and whatever else runs on this machine, take most of the processor. */
    private static final long LATE_MILLIS = 1_000;

    @Test
    void aCrowdCatchesUpAndNobodyElseNoticesIt() throws Exception {
        try (ReplayRelay relay = ReplayRelay.keeping(10_000, new OutboundLimits(1 << 20, Duration.ofSeconds(10)));
                RawConnection witness = RawConnection.open(relay.port());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= MISSED; i++) {
                relay.publish(i);
            }
            // A relay that has run for a while has seen clients come back.
            await(comeBack(relay, threads, CROWD / 10, MISSED));
            witness.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
            witness.textUntil(END);

            long start = System.nanoTime();
            List<Future<?>> crowd = comeBack(relay, threads, CROWD, MISSED + MEANWHILE);
            long[] delays = new long[MEANWHILE];
            for (int i = 0; i < MEANWHILE; i++) {
                long published = System.nanoTime();
                relay.publish(published);
                assertThat(nextEvent(witness)).contains("data: " + published + "\n");
                delays[i] = (System.nanoTime() - published) / 1_000_000;
            }
            await(crowd);
            long took = (System.nanoTime() - start) / 1_000_000;
            Arrays.sort(delays);
            long median = delays[MEANWHILE / 2];
            long longest = delays[MEANWHILE - 1];
            System.out.printf(
                    "%d clients caught up with %d messages each in %d ms; meanwhile live messages took %d ms, at most %d ms%n",
                    CROWD, MISSED + MEANWHILE, took, median, longest);
            assertThat(median).isLessThan(LATE_MILLIS);
            assertThat(longest).as("nobody waits until all others are served").isLessThan(took);
        }
    }

    private static List<Future<?>> comeBack(ReplayRelay relay, ExecutorService threads, int clients, int messages) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            boolean webSocket = i % 2 == 0;
            futures.add(threads.submit(() -> {
                try (RawConnection client = RawConnection.open(relay.port())) {
                    if (webSocket) {
                        catchUpOverWebSocket(client, messages);
                    } else {
                        catchUp(client, messages);
                    }
                }
            }));
        }
        return futures;
    }

    private static void await(List<Future<?>> clients) throws Exception {
        for (Future<?> client : clients) {
            client.get(60, TimeUnit.SECONDS);
        }
    }

    private static void catchUp(RawConnection client, int messages) {
        client.send("GET /events?since=epoch-0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.head();
        for (int i = 0; i <= messages; i++) {
            String event = nextEvent(client);
            if (!event.contains("id: epoch-" + Integer.toString(i, 36) + "\n")) {
                throw new AssertionError("expected number " + i + ": " + event);
            }
        }
    }

    /** Comments come whenever it is time for one. */
    private static String nextEvent(RawConnection client) {
        String event = client.textUntil(END);
        return event.startsWith(":") ? nextEvent(client) : event;
    }

    /** Pings come whenever it is time for one. */
    private static String nextText(RawConnection client) {
        ServerFrame frame = client.frame();
        return frame.first() == PING ? nextText(client) : frame.text();
    }

    private static void catchUpOverWebSocket(RawConnection client, int messages) {
        client.upgraded("/ws?since=epoch-0").frame();
        for (int i = 1; i <= messages; i++) {
            String event = nextText(client);
            if (!event.endsWith("\"epoch-" + Integer.toString(i, 36) + "\"}")) {
                throw new AssertionError("expected number " + i + ": " + event);
            }
        }
    }
}
