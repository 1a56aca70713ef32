package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests get a session, and what the others are told. */
@OnEachTransport
class HandshakeIT extends CasesGround {

    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEB_SOCKET = "EIO=4&transport=websocket";

    HandshakeIT(TransportKind kind) {}

    private static void expectRefusal(RawResponse answer, int status, int code, String message) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.text()).isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    }

    /** A refused WebSocket: the bare message, before any 101, and the end of the connection. */
    private void expectNoWebSocket(String query, int status, String message, String... headers) {
        RawConnection connection = engineIo.beginWebSocket(query, headers);
        RawResponse answer = connection.response();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Connection")).hasValue("close");
        assertThat(answer.text()).isEqualTo(message);
        connection.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4",
                "EIO=4&transport=",
                "EIO=4&transport=tube",
                "EIO=4&transport=websocket%20",
                "EIO=4&transport=constructor",
                "EIO=4&transport=__proto__",
                "EIO=4&transport=polling&transport=tube"
            })
    void code0WithoutAKnownTransport(String query) {
        expectRefusal(engineIo.get(query), 400, 0, "Transport unknown");
        expectNoWebSocket(query, 400, "Transport unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "..%2F", "__proto__", "constructor", "%00"})
    void code1ForASessionThatIsNotThere(String sid) {
        expectRefusal(engineIo.get(POLLING + "&sid=" + sid), 400, 1, "Session ID unknown");
        expectRefusal(engineIo.ask("POST", POLLING + "&sid=" + sid, "4x"), 400, 1, "Session ID unknown");
        expectNoWebSocket(WEB_SOCKET + "&sid=" + sid, 400, "Session ID unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void code2WithAnotherMethodThanGet(String method) {
        expectRefusal(engineIo.ask(method, POLLING, ""), 400, 2, "Bad handshake method");
    }

    @Test
    void code2WithoutItsBodyForHead() {
        RawResponse answer = engineIo.ask("HEAD", POLLING, "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
    }

    @Test
    void code3ForAWebSocketThatIsNotAskedForAsOne() {
        expectRefusal(engineIo.get(WEB_SOCKET), 400, 3, "Bad request");
        expectNoWebSocket(POLLING, 400, "Bad request");
    }

    @Test
    void code3ForAMalformedOrigin() {
        expectRefusal(engineIo.get(POLLING, "Origin: http://good.example/\u00e4"), 400, 3, "Bad request");
    }

    @Test
    void code3ForAScriptAsTheAnswer() {
        expectRefusal(engineIo.get(POLLING + "&j=0"), 400, 3, "Bad request");
    }

    @Test
    void code3ForAPollOfASessionOnAWebSocket() {
        WebSocketPeer peer = engineIo.webSocket();
        String sid = Wire.handshake(peer.next()).members().get("sid").asString();
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
        expectRefusal(engineIo.get(POLLING + "&sid=" + sid), 400, 3, "Bad request");
        expectRefusal(engineIo.ask("POST", POLLING + "&sid=" + sid, "4x"), 400, 3, "Bad request");
        assertThat(peer.say("4hello").next()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EIO=3&", "EIO=5&", "EIO=four&"})
    void code3ForAnotherRevisionInTheMiddleOfASession(String revision) {
        PollingPeer peer = engineIo.poll();
        expectRefusal(engineIo.get(revision + "transport=polling&sid=" + peer.sid()), 400, 3, "Bad request");
        expectNoWebSocket(revision + "transport=websocket&sid=" + peer.sid(), 400, "Bad request");
        peer.say("4hello");
        assertThat(peer.poll()).isEqualTo("4hello");
    }

    @Test
    void code4WhenTheApplicationRefuses() {
        expectRefusal(engineIo.get(POLLING + "&deny=1"), 403, 4, "Forbidden");
        expectRefusal(engineIo.get(POLLING + "&deny=msg"), 403, 4, "nope");
        expectNoWebSocket(WEB_SOCKET + "&deny=1", 400, "Forbidden");
        expectNoWebSocket(WEB_SOCKET + "&deny=msg", 400, "nope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EIO=3&", "EIO=5&", "EIO=four&", "EIO=4&EIO=3&"})
    void code5ForAnotherRevision(String revision) {
        expectRefusal(engineIo.get(revision + "transport=polling"), 400, 5, "Unsupported protocol version");
        expectNoWebSocket(revision + "transport=websocket", 400, "Unsupported protocol version");
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=3&transport=tube&sid=nobody,          0",
        "EIO=3&transport=polling&sid=nobody,       1",
        "EIO=3&transport=websocket,                3",
        "EIO=3&transport=polling&deny=1,           4",
        "EIO=3&transport=polling,                  5"
    })
    void theFirstFaultInTheOrderOfTheReferenceIsTold(String query, int code) {
        assertThat(engineIo.get(query).text()).startsWith("{\"code\":" + code + ",");
    }

    @Test
    void theLastOfSeveralValuesCounts() {
        assertThat(engineIo.get("EIO=3&EIO=4&transport=tube&transport=polling").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&t=abc", "&x=%", "&x=%zz", "&%E0%A4=1", "&&=&x", "&b64=1"})
    void whateverElseTheQueryHoldsDoesNotMatter(String more) {
        assertThat(engineIo.get(POLLING + more).status()).isEqualTo(200);
    }

    @Test
    void thePathMayBeWrittenWithoutItsLastSlash() {
        try (Wire bare = new Wire(engineIo.port(), "/engine.io")) {
            assertThat(bare.get(POLLING).status()).isEqualTo(200);
        }
        try (Wire deeper = new Wire(engineIo.port(), "/engine.io/deeper")) {
            assertThat(deeper.get(POLLING).status()).isEqualTo(404);
        }
    }

    @Test
    void theIdOfASessionIsTheServersAloneAndNoTwoAreEqual() {
        PollingPeer first = engineIo.poll();
        assertThat(first.sid()).as("120 random bits or more, of 6 each").hasSizeGreaterThanOrEqualTo(20);

        RawResponse again = engineIo.get(POLLING, "Cookie: io=" + first.sid(), "io: " + first.sid());

        assertThat(again.text()).startsWith("0{").doesNotContain(first.sid());
        assertThat(IntStream.range(0, 20).mapToObj(i -> engineIo.poll().sid()).distinct())
                .hasSize(20);
    }

    @Test
    void theFirstPollingAnswerAloneSetsTheCookie() {
        PollingPeer peer = engineIo.poll();
        assertThat(peer.opening().header("Set-Cookie"))
                .hasValue("io=" + peer.sid() + "; Path=/; HttpOnly; SameSite=Lax");
        peer.say("4hello");
        assertThat(peer.get().header("Set-Cookie")).isEmpty();
        assertThat(engineIo.askWebSocket(WEB_SOCKET).header("Set-Cookie")).isEmpty();
    }
}
