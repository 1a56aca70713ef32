package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.concurrent.EventExecutor;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.session.Rate;
import io.queuewire.session.SocketIoSession;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two thousand sessions that come and vanish, each in one of the ways in which clients vanish, while messages for them
 * arrive: in the end the relay holds what it held before. That no buffer is left is what the leak check says behind the
 * last test of each class.
 */
@OnEveryTransport
class ChurnIT {

    private static final int SESSIONS = 2_000;
    private static final int AT_A_TIME = 20;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String ROOM = "churn";

    private final TestListener listener;

    /** Connections whose peer has gone silent without closing them. */
    private final Queue<RawConnection> silent = new ConcurrentLinkedQueue<>();

    ChurnIT(TransportKind transport) {
        listener = TestListener.with()
                .transport(transport)
                .threads(2)
                .connections(new ConnectionLimits(5_000, 5_000))
                .deadlines(new HttpDeadlines(SHORT, SHORT, SHORT, SHORT))
                .webSocket(new WebSocketLimits(65_536, 128, new Rate(10, 20), SHORT, SHORT, TestListener.OUTBOUND))
                .sessions(new EngineIoConfig(SHORT, SHORT, SHORT), new SocketIoSession.Limits(SHORT, SHORT, 65_536))
                .start();
    }

    @AfterEach
    void stop() {
        hangUp();
        listener.close();
    }

    private void hangUp() {
        for (RawConnection connection; (connection = silent.poll()) != null; ) {
            connection.close();
        }
    }

    /** How a client vanishes. */
    private interface Vanishing {
        void play(RawConnection connection);
    }

    private final List<Vanishing> ways = List.of(
            // Over polling.
            connection -> {
                PollingClient.open(connection);
                connection.close();
            },
            connection -> {
                PollingClient.join(connection);
                connection.close();
            },
            connection -> {
                connection.send(PollingClient.join(connection).pollRequest());
                connection.reset();
            },
            connection -> {
                connection.send(PollingClient.join(connection).pollRequest());
                silent.add(connection);
            },
            connection -> {
                connection.send(PollingClient.join(connection).postHead(1_000) + "42[");
                connection.reset();
            },
            connection -> {
                PollingClient.join(connection).post("41\u001e1");
                connection.close();
            },
            connection -> {
                connection.send(PollingClient.handshake());
                connection.reset();
            },
            // Over a WebSocket.
            connection -> {
                joinOverWebSocket(connection);
                connection.reset();
            },
            connection -> {
                joinOverWebSocket(connection);
                silent.add(connection);
            },
            connection -> {
                joinOverWebSocket(connection).send(new byte[] {(byte) 0x81, (byte) 0xFE, 1});
                connection.close();
            },
            connection -> {
                joinOverWebSocket(connection)
                        .send(ClientFrame.text("451-[\"item_removed\",{\"_placeholder\":true,\"num\":0}]"));
                silent.add(connection);
            },
            connection -> {
                connection.send(RawConnection.upgradeRequest("/socket.io/?EIO=4&transport=websocket"));
                connection.reset();
            },
            // Between the two.
            connection -> {
                connection.upgraded(PollingClient.join(connection).webSocketPath());
                silent.add(connection);
            },
            connection -> {
                probe(connection);
                connection.reset();
            },
            connection -> {
                probe(connection);
                silent.add(connection);
            },
            connection -> {
                probe(connection).send(ClientFrame.text("5"));
                connection.reset();
            },
            connection -> {
                probe(connection).send(ClientFrame.text("5")).send(ClientFrame.text("2"));
                silent.add(connection);
            });

    private static RawConnection joinOverWebSocket(RawConnection connection) {
        connection.upgraded("/socket.io/?EIO=4&transport=websocket");
        connection.send(ClientFrame.text("40"));
        return connection.send(ClientFrame.text("42[\"join\",\"" + ROOM + "\"]"));
    }

    private static RawConnection probe(RawConnection connection) {
        connection.upgraded(PollingClient.join(connection).webSocketPath());
        connection.send(ClientFrame.text("2probe"));
        assertThat(connection.frame().text()).isEqualTo("3probe");
        return connection;
    }

    @Test
    void nothingRemainsOfSessionsThatVanish() throws Exception {
        // Classes, threads and pools that only the first sessions need.
        churn(AT_A_TIME);
        awaitSilence();
        long descriptors = descriptors();

        churn(SESSIONS);
        awaitSilence();

        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
        assertThat(clientsReached(Audience.EVERYONE)).isZero();
        assertThat(clientsReached(new Audience.Members(Set.of(ROOM), Set.of()))).isZero();
    }

    private void churn(int sessions) throws Exception {
        try (ExecutorService clients =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Callable<Void>> tasks = IntStream.range(0, sessions)
                    .mapToObj(number -> (Callable<Void>) () -> {
                        vanish(number);
                        return null;
                    })
                    .toList();
            for (Future<Void> each : clients.invokeAll(tasks)) {
                each.get();
            }
        }
    }

    private void vanish(int number) throws Exception {
        ways.get(number % ways.size()).play(listener.connect());
        if (number % AT_A_TIME == 0) {
            clientsReached(Audience.EVERYONE);
        }
    }

    private int clientsReached(Audience audience) throws Exception {
        return listener.hub()
                .publish(PushMessage.of("/", audience, "item_added", RawJson.string("x".repeat(1_000))))
                .toCompletableFuture()
                .get()
                .clients();
    }

    /** The relay ends what its clients have left, also the connections that are still there. */
    private void awaitSilence() {
        await().until(() -> listener.sessions().size() == 0);
        await().until(() -> listener.openConnections() == 0);
        await().untilAsserted(() -> assertThat(timers()).allMatch(timer -> timer.contains("LoopProbe")));
        hangUp();
    }

    /** What waits for its time, on all event loops. */
    private List<String> timers() throws Exception {
        List<String> timers = new ArrayList<>();
        for (EventExecutor loop : listener.loops().group()) {
            timers.addAll(loop.submit(() -> timersOf(loop)).get());
        }
        return timers;
    }

    /** Netty itself shows only what is due now. */
    private static List<String> timersOf(EventExecutor loop) throws ReflectiveOperationException {
        var queue = Class.forName("io.netty.util.concurrent.AbstractScheduledEventExecutor")
                .getDeclaredField("scheduledTaskQueue");
        queue.setAccessible(true);
        return ((Collection<?>) queue.get(loop)).stream().map(Object::toString).toList();
    }

    private static long descriptors() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        assumeTrue(system instanceof UnixOperatingSystemMXBean, "file descriptors are counted on Unix only");
        return ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
    }
}
