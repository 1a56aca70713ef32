package io.queuewire.transport;

import static io.queuewire.testkit.ClientFrame.CONTINUATION;
import static io.queuewire.testkit.ClientFrame.FINAL;
import static io.queuewire.testkit.ClientFrame.PONG;
import static io.queuewire.testkit.ClientFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.session.Rate;
import io.queuewire.session.SocketIoSession;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.LoggedErrors;
import io.queuewire.testkit.RawConnection;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WebSocket frames and Socket.IO packets that have broken servers of this kind, each row with the hole that it is known
 * from and how the relay ends it. Each time no session remains, nothing was logged as an error, and the next client is
 * served. Requests of this sort are in {@link KnownRequestHolesIT}.
 */
class KnownMessageHolesIT {

    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";
    private static final Duration CLOSE_ANSWER = Duration.ofMillis(300);
    private static final int MAX_PAYLOAD = 65_536;

    private static TestListener listener;

    private final LoggedErrors errors = new LoggedErrors();

    @BeforeAll
    static void start() {
        listener = TestListener.with()
                .webSocket(new WebSocketLimits(
                        MAX_PAYLOAD,
                        128,
                        new Rate(10, 20),
                        Duration.ofSeconds(10),
                        CLOSE_ANSWER,
                        TestListener.OUTBOUND))
                .sessions(
                        TestListener.WITHOUT_PINGS,
                        new SocketIoSession.Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), MAX_PAYLOAD))
                .start();
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @AfterEach
    void nothingRemainsAndTheNextClientIsServed() {
        await().until(() -> listener.sessions().size() == 0);
        await().until(() -> listener.openConnections() == 0);
        try (RawConnection next = joined()) {
            next.send(ClientFrame.text("421[\"item_removed\",1]"));
            assertThat(next.frame().text()).isEqualTo("42[\"item_removed\",1]");
            assertThat(next.frame().text()).isEqualTo("431[{\"ok\":true}]");
        }
        await().until(() -> listener.sessions().size() == 0);
        errors.close();
        assertThat(errors.messages()).isEmpty();
    }

    private static RawConnection opened() {
        RawConnection client = RawConnection.openWebSocket(listener.port(), SOCKET_IO);
        assertThat(client.frame().text()).startsWith("0{");
        return client;
    }

    private static RawConnection joined() {
        RawConnection client = opened().send(ClientFrame.text("40"));
        assertThat(client.frame().text()).startsWith("40{");
        return client;
    }

    private static Arguments row(String hole, Object sent, int closeCode) {
        return Arguments.of(hole, sent, closeCode);
    }

    static Stream<Arguments> frames() {
        byte[] largest = new byte[MAX_PAYLOAD];
        Arrays.fill(largest, (byte) 'x');
        return Stream.of(
                row(
                        "CVE-2020-13935 (Tomcat): a length with its top bit set",
                        ClientFrame.headWithLongLength(FINAL | TEXT, Long.MIN_VALUE | 5),
                        1002),
                row(
                        "GHSA-pf94-94m9-536p (Bandit): fragments of the largest size without end",
                        ClientFrame.concat(ClientFrame.of(TEXT, largest), ClientFrame.of(CONTINUATION, largest)),
                        1009),
                row(
                        "CVE-2026-48779, CVE-2026-62389 (ws): tiny fragments without end",
                        ClientFrame.concat(ClientFrame.of(TEXT, new byte[1]), repeated(CONTINUATION, 1, 1_000)),
                        1008),
                row(
                        "CVE-2026-39804 (Bandit): a compressed frame, though nothing was negotiated",
                        ClientFrame.of(FINAL | 0x40 | TEXT, new byte[1_000]),
                        1002),
                row(
                        "CVE-2021-3690 (Undertow): pongs that nobody asked for, again and again",
                        repeated(FINAL | PONG, 100, 500),
                        1008),
                row("CVE-2022-21676 (engine.io): a message that is no packet", ClientFrame.text("\uffff"), 1002),
                row("CVE-2022-21676 (engine.io): an empty message", ClientFrame.text(""), 1002),
                row(
                        "CVE-2026-15565 (Undertow): a stream of messages before the client has joined",
                        repeated(ClientFrame.text("42[\"" + "x".repeat(60_000) + "\"]"), 20),
                        1002));
    }

    private static byte[] repeated(int first, int payload, int times) {
        return repeated(ClientFrame.of(first, new byte[payload]), times);
    }

    private static byte[] repeated(byte[] frame, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void framesOfKnownHolesCloseTheConnection(String hole, byte[] sent, int closeCode) {
        try (RawConnection client = opened()) {
            client.sendRepeatedly(sent, 1);
            assertThat(client.frame().closeCode()).as(hole).isEqualTo(closeCode);
            client.awaitEnd();
        }
    }

    static Stream<Arguments> packets() {
        String digits = "9".repeat(60_000);
        String nested = "[".repeat(10_000) + "]".repeat(10_000);
        return Stream.of(
                row("CVE-2020-36049 (socket.io-parser): a count of very many digits", "45" + digits + "-[\"x\"]", 1002),
                row("CVE-2020-36049 (socket.io-parser): an id of very many digits", "42" + digits + "[\"x\"]", 1002),
                row("CVE-2022-2421 (socket.io-parser): a placeholder named splice", placeholder("\"splice\""), 1002),
                row("CVE-2022-2421 (socket.io-parser): a placeholder below the first", placeholder("-1"), 1002),
                row("CVE-2022-2421 (socket.io-parser): a placeholder past the last", placeholder("99"), 1002),
                row("CVE-2022-2421 (socket.io-parser): half a placeholder", placeholder("0.5"), 1002),
                row("CVE-2023-32695 (socket.io-parser): an object for a name", "42[{\"toString\":\"x\"}]", 1002),
                row("CVE-2024-38355 (socket.io): a reserved name", "42[\"disconnecting\"]", 1002),
                row(
                        "CVE-2026-33151 (socket.io-parser): millions of attachments announced",
                        "45999999-[\"x\",{\"_placeholder\":true,\"num\":0}]",
                        1002),
                row("CVE-2026-69185 (socket.io-parser): attachments announced, none of them", "450-[\"x\"]", 1002),
                row("CVE-2025-52999 (Jackson): arrays in arrays in an event", "42[\"x\"," + nested + "]", 1002),
                row("CVE-2025-52999 (Jackson): arrays in arrays in an acknowledgement", "431[" + nested + "]", 1002));
    }

    private static String placeholder(String number) {
        return "451-[\"item_removed\",{\"_placeholder\":true,\"num\":" + number + "}]";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void packetsOfKnownHolesCloseTheConnection(String hole, String packet, int closeCode) {
        try (RawConnection client = joined()) {
            client.send(ClientFrame.text(packet));
            // What the hole was: binary messages that are collected for ever.
            client.sendRepeatedly(ClientFrame.binary(new byte[1_000]), 100);
            assertThat(client.frame().closeCode()).as(hole).isEqualTo(closeCode);
            client.sendRepeatedly(ClientFrame.close(closeCode), 1);
            client.awaitEnd();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void packetsOfKnownHolesEndASessionThatPollsToo(String hole, String packet, int closeCode) {
        try (RawConnection connection = listener.connect()) {
            PollingClient client = PollingClient.join(connection);
            assertThat(client.post(packet + "\u001ebAAAA".repeat(100)).status())
                    .as(hole)
                    .isIn(200, 400);
            assertThat(client.poll().text()).contains("\"code\":1");
        }
    }

    @Test
    void theNameErrorIsLikeAnyOtherSinceCve202438355() {
        try (RawConnection client = joined()) {
            client.send(ClientFrame.text("421[\"error\",{}]"));
            assertThat(client.frame().text()).startsWith("431[{\"ok\":false,\"code\":\"not_allowed\"");
        }
    }

    /** CVE-2018-1270 (Spring): a subscription whose selector was run as code. */
    @Test
    void anExpressionForARoomIsOnlyAName() {
        try (RawConnection client = joined()) {
            client.send(
                    ClientFrame.text("421[\"join\",\"T(java.lang.Runtime).getRuntime().exec('true')${7*7}#{7*7}\"]"));
            assertThat(client.frame().text()).isEqualTo("431[{\"ok\":true}]");
        }
    }

    private static Arguments ending(String hole, Consumer<RawConnection> how) {
        return Arguments.of(hole, how);
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending(
                        "CVE-2024-23672 (Tomcat): a close that is never answered",
                        client -> client.send(ClientFrame.text("")).awaitEnd()),
                ending("CVE-2017-2670 (Undertow): no close at all, TCP ends", RawConnection::close),
                ending("CVE-2017-2670 (Undertow): no close at all, TCP is reset", RawConnection::reset),
                ending(
                        "CVE-2026-42577 (Netty, epoll): one side ends, then a reset",
                        client -> client.finishSending().reset()),
                ending(
                        "CVE-2026-42577 (Netty, epoll): our side ends, then a reset",
                        client -> client.send(ClientFrame.close(1000)).reset()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void whoEndsBadlyIsForgottenAndCostsNoMoreTime(String hole, Consumer<RawConnection> how) {
        RawConnection client = joined();
        how.accept(client);
        await(hole).until(() -> listener.openConnections() == 0);
        client.close();
    }
}
