package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP long-polling: what GETs and POSTs of a session do, alone and together. */
@OnEachTransport
class PollingIT extends CasesGround {

    private static final int MAX_PAYLOAD = 1_000_000;

    PollingIT(TransportKind kind) {}

    @Test
    void aPostIsHeardWhileAGetIsHeldAndItsEchoEndsTheGet() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        peer.say("4hello");
        RawResponse answer = held.response();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("text/plain; charset=UTF-8");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.text()).isEqualTo("4hello");
    }

    @Test
    void theConnectionOfAGetServesTheNextOne() {
        PollingPeer peer = engineIo.poll();
        for (int i = 0; i < 5; i++) {
            RawConnection held = peer.hold();
            peer.say("4" + i);
            assertThat(held.response().text()).isEqualTo("4" + i);
        }
    }

    @Test
    void manyPostsComeBackInTheirOrder() {
        PollingPeer peer = engineIo.poll();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            said.add("4first " + i);
            said.add("4second " + i);
            peer.say("4first " + i, "4second " + i);
        }
        assertThat(peer.packets()).isEqualTo(said);
    }

    @Test
    void textOfAllScriptsComesBack() {
        PollingPeer peer = engineIo.poll();
        peer.say("4Ä てすと € \uD83D\uDE00");
        assertThat(peer.poll()).isEqualTo("4Ä てすと € \uD83D\uDE00");
    }

    @Test
    void bytesTravelAsBase64InBothDirections() {
        PollingPeer peer = engineIo.poll();
        peer.say("bAAECAwQ=", "b", "b//79");
        assertThat(peer.packets()).containsExactly("bAAECAwQ=", "b", "b//79");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u001e",
                "4one\u001e",
                "\u001e4one",
                "4one\u001e\u001e4two",
                "abc",
                "7",
                "9x",
                "b===",
                "b?",
                "b1",
                "1x",
                "2",
                "0",
                "5x"
            })
    void aMalformedPayloadEndsTheSession(String payload) {
        PollingPeer peer = engineIo.poll();
        assertThat(peer.post(payload).status()).isIn(200, 400);
        peer.expectUnknown();
    }

    @Test
    void packetsBeforeABadOneCount() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        assertThat(peer.post("4one\u001e4two\u001eabc").status()).isEqualTo(400);
        assertThat(held.response().text()).isEqualTo("4one");
        peer.expectUnknown();
    }

    @Test
    void aSecondPostEndsTheSessionWhileTheFirstIsOnItsWay() {
        PollingPeer peer = engineIo.poll();
        RawConnection first = engineIo.connect();
        byte[] request = engineIo.request("POST", peer.query(), "4" + "x".repeat(1_000));
        first.send(new String(request, 0, request.length - 500, StandardCharsets.ISO_8859_1));
        await().untilAsserted(() -> assertThat(peer.post("6").status()).isEqualTo(400));
        peer.expectUnknown();
    }

    @Test
    void aPostThatBreaksOffEndsTheSession() {
        PollingPeer peer = engineIo.poll();
        RawConnection held = peer.hold();
        RawConnection broken = engineIo.connect();
        byte[] request = engineIo.request("POST", peer.query(), "4" + "x".repeat(1_000));
        broken.send(new String(request, 0, request.length - 500, StandardCharsets.ISO_8859_1));
        broken.close();
        assertThat(held.response().text()).isEqualTo("1");
        peer.expectUnknown();
    }

    @Test
    void aGetThatBreaksOffEndsTheSession() {
        PollingPeer peer = engineIo.poll();
        peer.hold().reset();
        await().untilAsserted(() -> assertThat(peer.post("6").status()).isEqualTo(400));
        peer.expectUnknown();
    }

    @Test
    void bytesAreNoPayloadInThisRevision() {
        PollingPeer peer = engineIo.poll();
        RawResponse answer = engineIo.ask("POST", peer.query(), "4hello", "Content-Type: application/octet-stream");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        peer.expectUnknown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json", "something else"})
    void anyOtherContentTypeIsText(String type) {
        PollingPeer peer = engineIo.poll();
        assertThat(engineIo.ask("POST", peer.query(), "4hello", "Content-Type: " + type)
                        .text())
                .isEqualTo("ok");
        assertThat(peer.poll()).isEqualTo("4hello");
    }

    @Test
    void theLargestPayloadIsHeard() {
        PollingPeer peer = engineIo.poll();
        peer.say("4" + "x".repeat(MAX_PAYLOAD - 1));
        assertThat(peer.poll()).hasSize(MAX_PAYLOAD);
    }

    @Test
    void aLargerOneIsRefusedByItsLengthAndTheSessionStays() {
        PollingPeer peer = engineIo.poll();
        RawConnection connection = engineIo.connect();
        byte[] request = engineIo.request("POST", peer.query(), "4" + "x".repeat(MAX_PAYLOAD));
        // The body is not waited for.
        connection.send(new String(request, 0, request.length - MAX_PAYLOAD - 1, StandardCharsets.ISO_8859_1));
        expectTooLarge(connection.response());
        peer.say("4still here");
        assertThat(peer.poll()).isEqualTo("4still here");
    }

    private static void expectTooLarge(RawResponse answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aLargerOneWithoutALengthIsRefusedWhileItIsRead() {
        PollingPeer peer = engineIo.poll();
        RawConnection connection = engineIo.connect();
        connection.send("POST /engine.io/?" + peer.query()
                + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        connection.sendRepeatedly(
                ("2710\r\n" + "x".repeat(10_000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1), 101);
        expectTooLarge(connection.response());
        peer.say("4still here");
        assertThat(peer.poll()).isEqualTo("4still here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD"})
    void anotherMethodIsNotAllowedAndTheSessionStays(String method) {
        PollingPeer peer = engineIo.poll();
        RawResponse answer = engineIo.ask(method, peer.query(), "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow").orElseThrow()).contains("GET", "POST");
        peer.say("4still here");
        assertThat(peer.poll()).isEqualTo("4still here");
    }
}
