package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.session.DisconnectReason;
import io.queuewire.session.Rate;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closing handshake from both sides (RFC 6455, section 7): one close frame, the right code, then TCP ends. */
@OnEveryTransport
class WebSocketCloseIT {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final TransportKind transport;
    private TestListener listener;

    WebSocketCloseIT(TransportKind transport) {
        this.transport = transport;
        listener = TestListener.with().transport(transport).start();
    }

    private void restart(Duration unfinished, Duration closeAnswer) {
        listener.close();
        listener = TestListener.with()
                .transport(transport)
                .webSocket(new WebSocketLimits(
                        65_536, 128, new Rate(10, 20), unfinished, closeAnswer, TestListener.OUTBOUND))
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void aCloseIsAnsweredWithItsCodeAndTcpEnds(int code) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.close(code, "goodbye".getBytes(StandardCharsets.UTF_8)));
            assertThat(client.frame().closeCode()).isEqualTo(code);
            client.expectEnd();
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.CLIENT_CLOSED);
        }
    }

    @Test
    void aCloseWithoutACodeIsAnsweredWithoutACode() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.of(ClientFrame.FINAL | ClientFrame.CLOSE, new byte[0]));
            assertThat(client.frame()).satisfies(frame -> {
                assertThat(frame.first()).isEqualTo(ServerFrame.CLOSE);
                assertThat(frame.payload()).isEmpty();
            });
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_768, 65_535})
    void aCodeThatMustNotBeSentIsAProtocolError(int code) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.close(code));
            assertThat(client.frame().closeCode()).isEqualTo(1002);
            client.expectEnd();
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        }
    }

    @Test
    void aReasonThatIsNotUtf8IsRefused() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.close(1000, new byte[] {(byte) 0xC0, (byte) 0xAF}));
            assertThat(client.frame().closeCode()).isEqualTo(1007);
            client.expectEnd();
        }
    }

    @Test
    void halfACodeIsAProtocolError() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.of(ClientFrame.FINAL | ClientFrame.CLOSE, new byte[] {3}));
            assertThat(client.frame().closeCode()).isEqualTo(1002);
            client.send(ClientFrame.close(1002));
            client.expectEnd();
        }
    }

    @Test
    void nothingIsHeardBehindAClose() throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(
                    ClientFrame.concat(ClientFrame.close(1000), ClientFrame.text("late"), ClientFrame.ping("late")));
            assertThat(client.frame().closeCode()).isEqualTo(1000);
            client.expectEnd();
        }
    }

    @Test
    void whatWasSentBeforeIsAnsweredBeforeTheClose() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.concat(ClientFrame.text("last words"), ClientFrame.close(1000)));
            assertThat(client.frame().text()).isEqualTo("last words");
            assertThat(client.frame().closeCode()).isEqualTo(1000);
            client.expectEnd();
        }
    }

    @Test
    void aPeerThatIsToldToLeaveAndAnswersIsLetGoAtOnce() throws Exception {
        restart(LONG, LONG);
        try (RawConnection client = listener.connectWebSocket()) {
            listener.closeClients(Duration.ZERO);
            assertThat(client.frame().closeCode()).isEqualTo(1012);
            client.send(ClientFrame.close(1012));
            client.expectEnd();
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.RESTARTING);
        }
    }

    @Test
    void aPeerThatNeverAnswersTheCloseIsDropped() {
        restart(LONG, SHORT);
        try (RawConnection client = listener.connectWebSocket()) {
            listener.closeClients(Duration.ZERO);
            assertThat(client.frame().closeCode()).isEqualTo(1012);
            client.expectEnd();
        }
    }

    @Test
    void aPeerThatGoesOnTalkingInsteadOfAnsweringTheCloseIsDropped() {
        restart(LONG, SHORT);
        try (RawConnection client = listener.connectWebSocket()) {
            listener.closeClients(Duration.ZERO);
            client.sendRepeatedly(ClientFrame.text("x".repeat(1_000)), Integer.MAX_VALUE);
            client.awaitEnd();
        }
        await().until(() -> listener.openConnections() == 0);
    }

    @Test
    void aSecondReasonToCloseSendsNoSecondCloseFrame() throws Exception {
        restart(LONG, LONG);
        try (RawConnection client = listener.connectWebSocket()) {
            listener.closeClients(Duration.ZERO);
            assertThat(client.frame().closeCode()).isEqualTo(1012);
            client.send(ClientFrame.of(0xFF, new byte[0])).send(ClientFrame.close(1000));
            listener.closeClients(Duration.ZERO);
            client.finishSending();
            client.expectEnd();
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.RESTARTING);
            assertThat(listener.echo().closings()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void halfAFrameRunsOutOfTime(int bytes) throws Exception {
        restart(SHORT, LONG);
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(java.util.Arrays.copyOf(ClientFrame.text("x".repeat(100)), bytes));
            assertThat(client.frame().closeCode()).isEqualTo(1008);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.DEADLINE);
        }
    }

    @Test
    void aMessageThatNeverEndsRunsOutOfTimeHoweverManyFramesCome() throws Exception {
        restart(SHORT, LONG);
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.of(ClientFrame.TEXT, new byte[1]));
            assertThat(client.send(ClientFrame.ping("alive")).frame().pong())
                    .asString()
                    .isEqualTo("alive");
            client.send(ClientFrame.of(ClientFrame.CONTINUATION, new byte[1]));
            assertThat(client.frame().closeCode()).isEqualTo(1008);
        }
    }

    /** The second half of a ping ends the wait that its first half began. */
    @Test
    void aFrameThatWasFinishedInTimeIsForgotten() throws Exception {
        restart(SHORT, LONG);
        try (RawConnection client = listener.connectWebSocket();
                RawConnection late = listener.connectWebSocket()) {
            byte[] ping = ClientFrame.ping("in two pieces");
            client.send(java.util.Arrays.copyOf(ping, 4));
            client.send(java.util.Arrays.copyOfRange(ping, 4, ping.length));
            assertThat(client.frame().pong()).asString().isEqualTo("in two pieces");
            late.send(new byte[] {(byte) 0x81});
            assertThat(late.frame().closeCode()).isEqualTo(1008);
            assertThat(client.send(ClientFrame.text("still here")).frame().text())
                    .isEqualTo("still here");
        }
    }
}
