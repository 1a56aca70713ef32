package io.queuewire.transport;

import static io.queuewire.testkit.ClientFrame.BINARY;
import static io.queuewire.testkit.ClientFrame.CLOSE;
import static io.queuewire.testkit.ClientFrame.CONTINUATION;
import static io.queuewire.testkit.ClientFrame.FINAL;
import static io.queuewire.testkit.ClientFrame.PING;
import static io.queuewire.testkit.ClientFrame.PONG;
import static io.queuewire.testkit.ClientFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.session.DisconnectReason;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, sections 5 to 8, frame by frame: what is right comes back, what is wrong ends with one close frame. */
@OnEveryTransport
class WebSocketFramesIT {

    private static final int MAX_PAYLOAD = 1_000;
    private static final int FRAGMENTS = 128;

    private final TestListener listener;

    WebSocketFramesIT(TransportKind transport) {
        listener = TestListener.with()
                .transport(transport)
                .webSocket(WebSocketLimits.of(MAX_PAYLOAD, TestListener.OUTBOUND))
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void messagesOfEverySizeOfHeaderComeBack() {
        try (RawConnection client = listener.connectWebSocket()) {
            for (int size : new int[] {0, 1, 125, 126, 127, MAX_PAYLOAD}) {
                client.send(ClientFrame.text("x".repeat(size))).send(ClientFrame.binary(new byte[size]));
                assertThat(client.frame().text()).hasSize(size);
                assertThat(client.frame().binary()).hasSize(size);
            }
        }
    }

    @Test
    void aMessageInPiecesOfOneByteComesBack() {
        try (RawConnection client = listener.connectWebSocket()) {
            for (byte each : ClientFrame.text("äöü".repeat(50))) {
                client.send(new byte[] {each});
            }
            assertThat(client.frame().text()).isEqualTo("äöü".repeat(50));
        }
    }

    @Test
    void fragmentsAreOneMessageAndControlFramesMayStandBetweenThem() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(fragment(TEXT, "Hä".getBytes(StandardCharsets.UTF_8)))
                    .send(ClientFrame.ping("between"))
                    .send(fragment(CONTINUATION, new byte[0]))
                    .send(fragment(FINAL | CONTINUATION, "lfte".getBytes(StandardCharsets.UTF_8)));
            assertThat(client.frame().pong()).asString().isEqualTo("between");
            assertThat(client.frame().text()).isEqualTo("Hälfte");
        }
    }

    @Test
    void aCharacterMayBeSplitBetweenFragments() {
        try (RawConnection client = listener.connectWebSocket()) {
            byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
            client.send(fragment(TEXT, new byte[] {euro[0]}))
                    .send(fragment(CONTINUATION, new byte[] {euro[1]}))
                    .send(fragment(FINAL | CONTINUATION, new byte[] {euro[2]}));
            assertThat(client.frame().text()).isEqualTo("€");
        }
    }

    @Test
    void framesThatCameTogetherWithTheHandshakeAreHeard() {
        try (RawConnection client = listener.connect()) {
            client.send(ClientFrame.concat(
                    RawConnection.upgradeRequest("/ws").getBytes(StandardCharsets.US_ASCII),
                    ClientFrame.text("one"),
                    ClientFrame.text("two")));
            assertThat(client.response().status()).isEqualTo(101);
            assertThat(client.frame().text()).isEqualTo("one");
            assertThat(client.frame().text()).isEqualTo("two");
        }
    }

    @Test
    void aFrameThatIsWrongRightBehindTheHandshakeEndsOnlyThatConnection() throws Exception {
        try (RawConnection client = listener.connect()) {
            client.send(ClientFrame.concat(
                    RawConnection.upgradeRequest("/ws").getBytes(StandardCharsets.US_ASCII), frame(0xF1, "x")));
            assertThat(client.response().status()).isEqualTo(101);
            assertClosed(client, 1002);
        }
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of("not masked", ClientFrame.unmasked(FINAL | TEXT, new byte[1])),
                Arguments.of("a ping that is not masked", ClientFrame.unmasked(FINAL | PING, new byte[0])),
                Arguments.of("first reserved bit", frame(0xC1, "x")),
                Arguments.of("second reserved bit", frame(0xA1, "x")),
                Arguments.of("third reserved bit", frame(0x91, "x")),
                Arguments.of("reserved bit on a ping", frame(0xC9, "x")),
                Arguments.of("opcode 3", frame(0x83, "x")),
                Arguments.of("opcode 7", frame(0x87, "x")),
                Arguments.of("opcode 11", frame(0x8B, "x")),
                Arguments.of("opcode 15", frame(0x8F, "x")),
                Arguments.of("fragmented ping", frame(PING, "x")),
                Arguments.of("fragmented pong", frame(PONG, "x")),
                Arguments.of("fragmented close", frame(CLOSE, "")),
                Arguments.of("long ping", frame(FINAL | PING, "x".repeat(126))),
                Arguments.of("continuation of nothing", frame(CONTINUATION, "x")),
                Arguments.of("final continuation of nothing", frame(FINAL | CONTINUATION, "x")),
                Arguments.of(
                        "a new text inside a fragmented one",
                        ClientFrame.concat(frame(TEXT, "x"), frame(FINAL | TEXT, "y"))),
                Arguments.of(
                        "a new binary inside a fragmented text",
                        ClientFrame.concat(frame(TEXT, "x"), frame(BINARY, "y"))),
                Arguments.of("length with its top bit", ClientFrame.headWithLongLength(FINAL | TEXT, Long.MIN_VALUE)),
                Arguments.of("all bits of the length", ClientFrame.headWithLongLength(FINAL | BINARY, -1)),
                Arguments.of("eight bytes for a short length", ClientFrame.headWithLongLength(FINAL | TEXT, 125)),
                Arguments.of("two bytes for a short length", ClientFrame.headWithShortLength(FINAL | TEXT, 125)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void violationsAreProtocolErrors(String name, byte[] bytes) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(bytes).send(ClientFrame.text("not heard any more"));
            assertClosed(client, 1002);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.PROTOCOL_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX_PAYLOAD + 1, 65_536, 1L << 30, 1L << 32, Long.MAX_VALUE})
    void aFrameThatClaimsToBeTooLargeIsNotWaitedFor(long length) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(
                    length > 0xFFFF
                            ? ClientFrame.headWithLongLength(FINAL | TEXT, length)
                            : length == MAX_PAYLOAD + 1
                                    ? ClientFrame.headWithShortLength(FINAL | TEXT, (int) length)
                                    : ClientFrame.headWithLongLength(FINAL | TEXT, length));
            assertClosed(client, 1009);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.TOO_LARGE);
        }
    }

    @Test
    void fragmentsThatAreTooLargeTogetherAreTooLarge() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(frame(TEXT, "x".repeat(MAX_PAYLOAD))).send(frame(FINAL | CONTINUATION, ""));
            assertThat(client.frame().text()).hasSize(MAX_PAYLOAD);
            client.send(frame(TEXT, "x".repeat(MAX_PAYLOAD))).send(frame(CONTINUATION, "y"));
            assertClosed(client, 1009);
        }
    }

    @Test
    void aMessageMayHave128Fragments() {
        try (RawConnection client = listener.connectWebSocket()) {
            for (int messages = 0; messages < 2; messages++) {
                client.send(frame(TEXT, "x"));
                for (int i = 0; i < FRAGMENTS - 2; i++) {
                    client.send(frame(CONTINUATION, "x"));
                }
                client.send(frame(FINAL | CONTINUATION, "x"));
                assertThat(client.frame().text()).hasSize(FRAGMENTS);
            }
        }
    }

    @Test
    void oneMoreFragmentIsAgainstPolicyEvenWhenAllAreEmpty() throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(frame(TEXT, ""));
            for (int i = 0; i < FRAGMENTS; i++) {
                client.send(frame(CONTINUATION, ""));
            }
            assertClosed(client, 1008);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.POLICY);
        }
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0xAF},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void textThatIsNotUtf8IsRefusedWholeAndInFragments(byte[] bytes) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.of(FINAL | TEXT, bytes));
            assertClosed(client, 1007);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.NOT_UTF8);
        }
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.of(TEXT, bytes)).send(frame(FINAL | CONTINUATION, ""));
            assertClosed(client, 1007);
        }
    }

    /** All but the last, which is only cut off. */
    static Stream<byte[]> neverUtf8() {
        return notUtf8().limit(4);
    }

    @ParameterizedTest
    @MethodSource("neverUtf8")
    void theRestOfATextThatCannotBecomeUtf8IsNotWaitedFor(byte[] bytes) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(frame(TEXT, "x".repeat(600))).send(fragment(CONTINUATION, bytes));
            assertClosed(client, 1007);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.NOT_UTF8);
        }
    }

    @Test
    void fragmentsOfABinaryMessageMayHoldAnything() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(fragment(BINARY, new byte[] {(byte) 0xFF}))
                    .send(fragment(FINAL | CONTINUATION, new byte[] {(byte) 0xC0}));
            assertThat(client.frame().binary()).containsExactly(0xFF, 0xC0);
        }
    }

    @Test
    void binaryMessagesMayHoldAnything() {
        try (RawConnection client = listener.connectWebSocket()) {
            byte[] bytes = {(byte) 0xFF, 0, (byte) 0xC0};
            assertThat(client.send(ClientFrame.binary(bytes)).frame().binary()).isEqualTo(bytes);
        }
    }

    @Test
    void pingsAreAnsweredWithWhatTheyHold() {
        try (RawConnection client = listener.connectWebSocket()) {
            assertThat(client.send(ClientFrame.ping("")).frame().pong()).isEmpty();
            assertThat(client.send(ClientFrame.ping("x".repeat(125))).frame().pong())
                    .hasSize(125);
        }
    }

    @Test
    void pongsThatNobodyAskedForAreAllowed() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.pong("unasked")).send(ClientFrame.text("fine"));
            assertThat(client.frame().text()).isEqualTo("fine");
            assertThat(listener.echo().pongs()).isEqualTo(1);
        }
    }

    @Test
    void twentyPingsAtOnceAreAnswered() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.sendRepeatedly(ClientFrame.ping("p"), 20);
            for (int i = 0; i < 20; i++) {
                assertThat(client.frame().pong()).asString().isEqualTo("p");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FINAL | PING, FINAL | PONG})
    void aFloodOfControlFramesIsAgainstPolicy(int first) throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.sendRepeatedly(frame(first, "flood"), 1_000);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.RATE_LIMITED);
            assertThat(closeCodeBehindPongs(client)).isEqualTo(1008);
        }
    }

    private static int closeCodeBehindPongs(RawConnection client) {
        var frame = client.frame();
        while (frame.first() == (FINAL | PONG)) {
            frame = client.frame();
        }
        return frame.closeCode();
    }

    @Test
    void aListenerThatFailsEndsOnlyItsConnection() throws Exception {
        try (RawConnection client = listener.connectWebSocket();
                RawConnection other = listener.connectWebSocket()) {
            client.send(ClientFrame.text("fail"));
            assertClosed(client, 1011);
            assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.INTERNAL_ERROR);
            assertThat(other.send(ClientFrame.text("alive")).frame().text()).isEqualTo("alive");
        }
    }

    @Test
    void aPeerThatLeavesWithoutAWordIsNoticed() throws Exception {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(frame(TEXT, "half a message"));
        }
        assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.CONNECTION_LOST);
        await().until(() -> listener.openConnections() == 0);
    }

    @Test
    void aPeerThatResetsIsNoticedOnce() throws Exception {
        RawConnection client = listener.connectWebSocket();
        client.reset();
        assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.CONNECTION_LOST);
        await().until(() -> listener.openConnections() == 0);
        assertThat(listener.echo().closings()).isZero();
    }

    @Test
    void aPeerThatEndsItsSideAndThenResetsIsNoticedOnce() throws Exception {
        RawConnection client = listener.connectWebSocket();
        client.finishSending();
        client.reset();
        assertThat(listener.echo().nextClosing()).isEqualTo(DisconnectReason.CONNECTION_LOST);
        await().until(() -> listener.openConnections() == 0);
        await().during(Duration.ofMillis(100)).until(() -> listener.echo().closings() == 0);
    }

    private static byte[] frame(int first, String payload) {
        return ClientFrame.of(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] fragment(int first, byte[] payload) {
        return ClientFrame.of(first, payload);
    }

    /** One close frame with this code and a few words; when it is answered, TCP ends and nothing else came. */
    private static void assertClosed(RawConnection client, int code) {
        assertThat(client.frame().closeCode()).isEqualTo(code);
        client.send(ClientFrame.close(code));
        client.expectEnd();
    }
}
