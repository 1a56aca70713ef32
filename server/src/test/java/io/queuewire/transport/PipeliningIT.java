package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests on one connection are answered one by one, in order, and cost next to nothing while they wait. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
@OnEveryTransport
class PipeliningIT {

    /** Exchanges at {@code /held}, which the test answers. */
    private final BlockingQueue<HttpExchange> held = new LinkedBlockingQueue<>();

    private final AtomicInteger gone = new AtomicInteger();

    private final TestListener listener;

    PipeliningIT(TransportKind transport) {
        listener = TestListener.with()
                .transport(transport)
                .route("/held", exchange -> {
                    exchange.whenGone(gone::incrementAndGet);
                    held.add(exchange);
                })
                .route(
                        "/elsewhere",
                        exchange -> CompletableFuture.runAsync(
                                () -> exchange.respond(HttpResponseStatus.OK, HttpExchange.TEXT, "elsewhere")))
                .route("/broken", exchange -> {
                    throw new IllegalStateException("as the test wants it");
                })
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void requestsAreAnsweredInOrder() {
        try (RawConnection client = listener.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                requests.append(post(Integer.toString(i)));
            }
            client.send(requests.toString());
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.response().text()).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    void answersOfOtherThreadsKeepTheOrder() {
        try (RawConnection client = listener.connect()) {
            client.send((get("/elsewhere") + post("here")).repeat(50));
            for (int i = 0; i < 50; i++) {
                assertThat(client.response().text()).isEqualTo("elsewhere");
                assertThat(client.response().text()).isEqualTo("here");
            }
        }
    }

    @Test
    void whatComesBehindAHeldAnswerWaitsForIt() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held") + post("next"));
            answer(nextHeld(), "first");
            assertThat(client.response().text()).isEqualTo("first");
            assertThat(client.response().text()).isEqualTo("next");
        }
    }

    @Test
    void aRefusalWaitsForTheAnswerBeforeIt() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held") + "nonsense\r\n\r\n");
            answer(nextHeld(), "first");
            assertThat(client.response().text()).isEqualTo("first");
            assertThat(client.response().status()).isEqualTo(400);
            client.expectEnd();
        }
    }

    @Test
    void the100ContinueOfOneRequestWaitsForTheAnswerBeforeIt() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held")
                    + "POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            answer(nextHeld(), "first");
            assertThat(client.response().text()).isEqualTo("first");
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.send("abc").response().text()).isEqualTo("abc");
        }
    }

    @Test
    void anUpgradeWaitsForTheAnswerBeforeIt() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held") + RawConnection.upgradeRequest("/ws"));
            client.send(ClientFrame.text("glued"));
            answer(nextHeld(), "first");
            assertThat(client.response().text()).isEqualTo("first");
            assertThat(client.response().status()).isEqualTo(101);
            assertThat(client.frame().text()).isEqualTo("glued");
        }
    }

    @Test
    void eightRequestsMayBeInHandAndThenReadingPauses() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held"));
            HttpExchange first = nextHeld();
            client.send(post("2") + post("3") + post("4") + post("5") + post("6"))
                    .send(post("7"));
            await().during(Duration.ofMillis(200))
                    .until(() -> listener.accepted().config().isAutoRead());
            client.send(post("8"));
            await().until(() -> !listener.accepted().config().isAutoRead());
            answer(first, "1");
            for (int i = 1; i <= 8; i++) {
                assertThat(client.response().text()).isEqualTo(Integer.toString(i));
            }
            await().until(() -> listener.accepted().config().isAutoRead());
        }
    }

    @Test
    void readingPausesSoonerWhenWhatWaitsIsLarge() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held"));
            nextHeld();
            client.send("GET /" + "x".repeat(12_300));
            await().until(() -> !listener.accepted().config().isAutoRead());
        }
    }

    @Test
    void readingPausesWhenEnoughWaitsAndGoesOnAfterwards() throws Exception {
        try (RawConnection client = listener.connect()) {
            int requests = 8_000;
            Thread sender = Thread.ofVirtual()
                    .start(() -> client.send(get("/held") + post("x").repeat(requests)));
            HttpExchange first = nextHeld();
            await().until(() -> !listener.accepted().config().isAutoRead());
            answer(first, "first");
            assertThat(client.response().text()).isEqualTo("first");
            for (int i = 0; i < requests; i++) {
                assertThat(client.response().text()).isEqualTo("x");
            }
            sender.join();
            await().until(() -> listener.accepted().config().isAutoRead());
        }
    }

    @Test
    void aPeerThatLeavesDuringAHeldAnswerIsNoticed() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held"));
            nextHeld();
            assertThat(gone).hasValue(0);
        }
        await().untilAtomic(gone, org.hamcrest.Matchers.is(1));
        await().until(() -> listener.openConnections() == 0);
    }

    @Test
    void aPeerThatResetsDuringAHeldAnswerIsNoticed() throws Exception {
        RawConnection client = listener.connect();
        client.send(get("/held"));
        nextHeld();
        client.reset();
        await().untilAtomic(gone, org.hamcrest.Matchers.is(1));
    }

    @Test
    void nobodyIsToldOfAPeerThatLeavesAfterItsAnswer() throws Exception {
        try (RawConnection client = listener.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(get("/held"));
                answer(nextHeld(), "held");
                assertThat(client.response().text()).isEqualTo("held");
            }
        }
        await().until(() -> listener.openConnections() == 0);
        assertThat(gone).hasValue(0);
    }

    @Test
    void aRequestThatFailsInsideTheRelayIsToldSoAndEndsTheConnection() {
        try (RawConnection client = listener.connect()) {
            client.send(get("/broken") + get("/echo"));
            assertThat(client.response().status()).isEqualTo(500);
            client.expectEnd();
        }
    }

    @Test
    void anIdleConnectionThatIsAskedToLeaveLeavesAtOnce() {
        try (RawConnection client = listener.connect()) {
            client.send(get("/echo"));
            client.response();
            listener.closeClients(Duration.ZERO);
            client.expectEnd();
        }
    }

    @Test
    void aConnectionThatIsAskedToLeaveGetsTheAnswerThatIsUnderWay() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(get("/held") + get("/echo"));
            HttpExchange exchange = nextHeld();
            listener.closeClients(Duration.ZERO);
            exchange.channel().eventLoop().submit(() -> {}).sync();
            answer(exchange, "last");
            assertThat(client.response().text()).isEqualTo("last");
            client.expectEnd();
        }
    }

    private HttpExchange nextHeld() throws InterruptedException {
        HttpExchange exchange = held.poll(20, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        return exchange;
    }

    private static void answer(HttpExchange exchange, String body) {
        exchange.respond(HttpResponseStatus.OK, HttpExchange.TEXT, body);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String post(String body) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
