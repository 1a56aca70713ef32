package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.TransportKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do and learn. */
@OnEachTransport
class CrossOriginIT extends CasesGround {

    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEB_SOCKET = "EIO=4&transport=websocket";

    CrossOriginIT(TransportKind kind) {}

    private static void expectWelcome(RawResponse answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("http://good.example");
        assertThat(answer.header("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(answer.header("Vary")).hasValue("Origin");
    }

    private static void expectNothingTold(RawResponse answer) {
        assertThat(answer.headers())
                .doesNotContainKeys(
                        "access-control-allow-origin",
                        "access-control-allow-credentials",
                        "access-control-allow-methods");
    }

    @Test
    void anAllowedPageIsWelcomeAndMaySeeTheAnswers() {
        RawResponse answer = engineIo.get(POLLING, GOOD);
        assertThat(answer.status()).isEqualTo(200);
        expectWelcome(answer);
        assertThat(engineIo.askWebSocket(WEB_SOCKET, GOOD).status()).isEqualTo(101);
    }

    @Test
    void anAllowedPageMaySeeErrorsToo() {
        RawResponse answer = engineIo.get(POLLING + "&sid=nobody", GOOD);
        assertThat(answer.status()).isEqualTo(400);
        expectWelcome(answer);
        expectWelcome(engineIo.get("transport=polling", GOOD));
    }

    @Test
    void anAllowedPageMayGoOnWithItsSession() {
        PollingPeer peer = engineIo.poll();
        RawResponse posted = engineIo.ask("POST", peer.query(), "4hello", GOOD);
        assertThat(posted.status()).isEqualTo(200);
        expectWelcome(posted);
        expectWelcome(engineIo.get(peer.query(), GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bad.example",
                "https://good.example",
                "http://good.example:8080",
                "http://good.example.evil.example",
                "http://sub.good.example",
                "null"
            })
    void anyOtherPageIsRefusedOnBothTransportsBeforeAny101(String origin) {
        RawResponse polling = engineIo.get(POLLING, "Origin: " + origin);
        assertThat(polling.status()).isEqualTo(403);
        expectNothingTold(polling);

        RawResponse webSocket = engineIo.askWebSocket(WEB_SOCKET, "Origin: " + origin);
        assertThat(webSocket.status()).isEqualTo(403);
        expectNothingTold(webSocket);
    }

    @Test
    void anyOtherPageIsRefusedInTheMiddleOfASessionToo() {
        PollingPeer peer = engineIo.poll();
        assertThat(engineIo.get(peer.query(), BAD).status()).isEqualTo(403);
        assertThat(engineIo.ask("POST", peer.query(), "4hello", BAD).status()).isEqualTo(403);
        assertThat(engineIo.askWebSocket(WEB_SOCKET + "&sid=" + peer.sid(), BAD).status())
                .isEqualTo(403);
        peer.say("4mine");
        assertThat(peer.poll()).isEqualTo("4mine");
    }

    @Test
    void whoNamesNoOriginIsNoPage() {
        assertThat(engineIo.get(POLLING).status()).isEqualTo(200);
        assertThat(engineIo.askWebSocket(WEB_SOCKET).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {POLLING, POLLING + "&sid=nobody", "EIO=3&transport=polling"})
    void aPreflightIsAnsweredBeforeAnythingElseIsLookedAt(String query) {
        RawResponse answer = engineIo.ask(
                "OPTIONS",
                query,
                "",
                GOOD,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type, x-mine");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        expectWelcome(answer);
        assertThat(answer.header("Access-Control-Allow-Methods").orElseThrow()).contains("GET", "POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).hasValue("content-type, x-mine");
    }

    @Test
    void aPreflightOfAnotherPageIsTurnedDown() {
        RawResponse answer = engineIo.ask("OPTIONS", POLLING, "", BAD, "Access-Control-Request-Method: POST");
        assertThat(answer.status()).isEqualTo(403);
        expectNothingTold(answer);
    }

    @Test
    void whereAllMayComeAllAreToldSo() {
        try (ConformanceServer open = ConformanceServer.start(Profile.SUITE, TransportKind.NIO);
                Wire wire = new Wire(open.port(), "/engine.io/")) {
            RawResponse answer = wire.get(POLLING, BAD);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-credentials");
        }
    }
}
