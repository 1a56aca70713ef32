package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.Rate;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that ask and never read: each costs at most two mebibytes until it is dropped, and nobody else notices. */
@OnEveryTransport
class SlowPeersIT {

    private static final long MOST = 2 << 20;
    private static final Duration STALL = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Rate ANY = new Rate(1e9, Integer.MAX_VALUE);
    private static final int FLOOD = 200_000_000;
    private static final int BLOCK = 60_000;

    private final TransportKind transport;
    private TestListener listener;

    SlowPeersIT(TransportKind transport) {
        this.transport = transport;
        listener = TestListener.with().transport(transport).start();
    }

    private void start(Duration stall) {
        listener.close();
        StaticFile large = new StaticFile(1L << 40, "tag", EndlessZeroes::new);
        listener = TestListener.with()
                .transport(transport)
                .webSocket(new WebSocketLimits(
                        65_536, 128, ANY, LONG, Duration.ofMillis(200), new OutboundLimits(1 << 20, stall)))
                .files(name -> Optional.of(large))
                .route(
                        "/answer",
                        exchange -> exchange.respond(
                                HttpResponseStatus.OK,
                                HttpExchange.TEXT,
                                Unpooled.wrappedBuffer(new byte[100_000]),
                                Map.of()))
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private static final class EndlessZeroes extends java.io.InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return length;
        }
    }

    @Test
    void pingsWhoseAnswersAreNeverReadCostLittle() throws Exception {
        start(STALL);
        try (RawConnection client = smallWindow().upgraded("/ws")) {
            assertFloodCostsLittle(client, ClientFrame.ping("x".repeat(125)));
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.TOO_SLOW);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 900, 65_536})
    void echoesThatAreNeverReadCostLittle(int size) throws Exception {
        start(STALL);
        try (RawConnection client = smallWindow().upgraded("/ws")) {
            assertFloodCostsLittle(client, ClientFrame.text("x".repeat(size)));
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.TOO_SLOW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/answer", "/file", "/none/../"})
    void pipelinedRequestsWhoseAnswersAreNeverReadCostLittle(String path) {
        start(STALL);
        try (RawConnection client = smallWindow()) {
            assertFloodCostsLittle(client, request(path));
        }
    }

    private RawConnection smallWindow() {
        return RawConnection.openWithSmallWindow(listener.port());
    }

    private static byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Thread flood(RawConnection client, byte[] message) {
        byte[] block = new byte[message.length * (1 + BLOCK / message.length)];
        for (int i = 0; i < block.length; i++) {
            block[i] = message[i % message.length];
        }
        return Thread.ofVirtual().start(() -> client.sendRepeatedly(block, FLOOD / block.length));
    }

    /** Sends until the server drops the connection, and looks all the while at what the server keeps for it. */
    private void assertFloodCostsLittle(RawConnection client, byte[] message) {
        listener.accepted();
        Thread flood = flood(client, message);
        long most = 0;
        while (listener.openConnections() > 0) {
            most = Math.max(most, listener.waitingBytes());
        }
        assertThat(most).isPositive().isLessThanOrEqualTo(MOST);
        await().until(() -> !flood.isAlive());
    }

    @Test
    void whoDoesNotReadIsNotReadFrom() {
        start(LONG);
        try (RawConnection client = smallWindow().upgraded("/ws")) {
            Thread flood = flood(client, ClientFrame.text("x".repeat(900)));
            await().until(() -> !listener.accepted().config().isAutoRead());
            assertThat(flood.isAlive()).isTrue();
            assertThat(listener.waitingBytes()).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void whoReadsAgainIsReadFromAgain() {
        start(LONG);
        try (RawConnection client = smallWindow().upgraded("/ws")) {
            String text = "x".repeat(900);
            int messages = 30_000;
            Thread flood = Thread.ofVirtual().start(() -> client.sendRepeatedly(ClientFrame.text(text), messages));
            await().until(() -> !listener.accepted().config().isAutoRead());
            for (int i = 0; i < messages; i++) {
                assertThat(client.frame().text()).isEqualTo(text);
            }
            await().until(() -> !flood.isAlive());
        }
    }

    @Test
    void aPeerForWhomTooMuchWaitsIsDroppedAndOthersAreNot() throws Exception {
        start(LONG);
        try (RawConnection slow = smallWindow().upgraded("/ws");
                RawConnection other = RawConnection.openWebSocket(listener.port(), "/ws")) {
            WebSocketConnection toSlow = listener.echo().connections().getFirst();
            for (int i = 0; i < 200 && listener.echo().closings() == 0; i++) {
                listener.onLoop(() -> toSlow.sendText("x".repeat(100_000)));
            }
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.TOO_SLOW);
            assertThat(other.send(ClientFrame.text("fine")).frame().text()).isEqualTo("fine");
            slow.awaitEnd();
        }
    }

    @Test
    void aPeerThatStopsReadingALargeFileIsDropped() {
        start(STALL);
        try (RawConnection client = smallWindow()) {
            client.send(request("/file"));
            client.read(100_000);
            await().until(() -> listener.openConnections() == 0);
        }
    }
}
