package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.LoggedErrors;
import io.queuewire.testkit.Seeds;
import io.queuewire.testkit.TextSocket;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send garbage: their connections are closed, and somebody who behaves does not notice. */
class HostileClientIT {

    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

    private static EmbeddedQueue service;
    private static TestQueue queue;
    private static RelayFixture relay;
    private static JavaClient bystander;

    private final LoggedErrors errors = new LoggedErrors();
    private int seen;

    @BeforeAll
    static void start() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
        queue = TestQueue.create(service.endpoint(), "bystander");
        relay = RelayFixture.start(queue.andAlso());
        bystander = JavaClient.connect(relay.address());
    }

    @AfterAll
    static void stop() {
        bystander.close();
        relay.close();
        queue.close();
        service.close();
    }

    @BeforeEach
    void remember() {
        seen = bystander.events().size();
    }

    @AfterEach
    void theBystanderGoesOnReceivingOnTheSameConnection() {
        queue.send("{\"id\":\"proof\"}");
        bystander.awaitEvents(seen + 1);
        assertThat(bystander.connections()).isEqualTo(1);
        errors.close();
        assertThat(errors.messages()).isEmpty();
    }

    static LongStream seeds() {
        return Seeds.some(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomBytesEndTheConnection(long seed) throws Exception {
        byte[] garbage = new byte[16_384];
        new Random(seed).nextBytes(garbage);
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send(garbage);
            assertThat(client.readUntilClosed())
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).isEmpty(),
                            answer -> assertThat(answer).startsWith("HTTP/1.1 4"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void requestsThatAreNoHttpAreRefused(String request) throws Exception {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send(request);
            assertThat(client.readUntilClosed()).startsWith("HTTP/1.1 400 ").contains("\r\n\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "an unmasked frame, 81 03 61 62 63",
        "a reserved bit, F1 80 00 00 00 00",
        "an unknown opcode, 83 80 00 00 00 00",
        "a fragmented ping, 09 80 00 00 00 00",
        "a continuation of nothing, 80 80 00 00 00 00"
    })
    void framesThatAreNoWebSocketAreAnsweredWithAProtocolError(String what, String bytes) throws Exception {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("""
                    GET %s HTTP/1.1\r
                    Host: localhost\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """.formatted(SOCKET_IO));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");

            client.send(hex(bytes));

            assertThat(client.readUntil("protocol error")).as(what).endsWith("\u0088\u0010\u0003\u00eaprotocol error");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9", "hello", "4", "4x", "42[", "42{}", "42[1]", "451-[]", "40/no-such", "42[\"x\"]", "2"})
    void packetsThatAreNoSocketIoEndTheConnection(String packet) throws Exception {
        Management management = new Management(relay.management());
        double before = management.value("queuewire_disconnects_total{reason=\"protocol_error\"}");
        try (TextSocket client = TextSocket.open(relay.port(), SOCKET_IO)) {
            assertThat(client.next()).startsWith("0{");
            if (packet.startsWith("40/")) {
                client.send(packet);
                assertThat(client.next()).startsWith("44/no-such,");
                client.send("42/no-such,[\"event\"]");
            } else {
                client.send(packet);
            }
            assertThat(client.closeCode()).isEqualTo(1002);
        }
        eventually()
                .until(() -> management.value("queuewire_disconnects_total{reason=\"protocol_error\"}") == before + 1);
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() throws Exception {
        try (TextSocket client = TextSocket.open(relay.port(), SOCKET_IO)) {
            client.next();
            client.send("4".repeat(70_000));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aConnectionThatBreaksOffInTheMiddleIsForgotten() throws Exception {
        Management management = new Management(relay.management());
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("POST /socket.io/?EIO=4 HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        }
        eventually().until(() -> management.value("queuewire_connections{protocol=\"socketio\"}") == 1);
    }

    private static byte[] hex(String text) {
        return java.util.HexFormat.ofDelimiter(" ").parseHex(text);
    }
}
