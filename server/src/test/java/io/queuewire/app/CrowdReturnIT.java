package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.transport.OutboundLimits;
import java.time.Duration;
import java.util.ArrayList;
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

    /** How late a client may be that did nothing wrong, on a machine that the crowd's threads share with the relay. */
    private static final Duration LATE = Duration.ofSeconds(1);

    @Test
    void aCrowdCatchesUpAndNobodyElseNoticesIt() throws Exception {
        try (ReplayRelay relay = ReplayRelay.keeping(10_000, new OutboundLimits(1 << 20, Duration.ofSeconds(10)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= MISSED; i++) {
                relay.publish(i);
            }
            RawConnection witness = RawConnection.open(relay.port());
            witness.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
            witness.textUntil(END);
            List<RawConnection> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(RawConnection.open(relay.port()));
            }
            long start = System.nanoTime();
            List<Future<Boolean>> caughtUp = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                RawConnection member = crowd.get(i);
                boolean webSocket = i % 2 == 0;
                caughtUp.add(threads.submit(() -> webSocket ? catchUpOverWebSocket(member) : catchUp(member)));
            }
            long longest = 0;
            for (int i = 1; i <= MEANWHILE; i++) {
                long published = System.nanoTime();
                relay.publish(published);
                assertThat(witness.textUntil(END)).contains("data: " + published + "\n");
                longest = Math.max(longest, System.nanoTime() - published);
            }
            for (Future<Boolean> member : caughtUp) {
                assertThat(member.get(60, TimeUnit.SECONDS)).isTrue();
            }
            System.out.printf(
                    "%d clients caught up with %d messages each in %d ms%n",
                    CROWD, MISSED + MEANWHILE, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            System.out.printf("meanwhile %d messages took at most %d ms each%n", MEANWHILE, longest / 1_000_000);
            assertThat(Duration.ofNanos(longest)).isLessThan(LATE);
            witness.close();
            crowd.forEach(RawConnection::close);
        }
    }

    private static boolean catchUp(RawConnection client) {
        client.send("GET /events?since=epoch-0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.head();
        for (int i = 0; i <= MISSED + MEANWHILE; i++) {
            String event = client.textUntil(END);
            if (!event.contains("id: epoch-" + Integer.toString(i, 36) + "\n")) {
                throw new AssertionError("expected number " + i + ": " + event);
            }
        }
        return true;
    }

    private static boolean catchUpOverWebSocket(RawConnection client) {
        client.upgraded("/ws?since=epoch-0").frame();
        for (int i = 1; i <= MISSED + MEANWHILE; i++) {
            String event = client.frame().text();
            if (!event.endsWith("\"epoch-" + Integer.toString(i, 36) + "\"}")) {
                throw new AssertionError("expected number " + i + ": " + event);
            }
        }
        return true;
    }
}
