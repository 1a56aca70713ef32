package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake (RFC 6455, section 4.2): whoever deviates gets plain HTTP and the end of the connection. */
@OnEveryTransport
class WebSocketHandshakeIT {

    private static final String REQUEST = RawConnection.upgradeRequest("/ws");

    private final TestListener listener;

    WebSocketHandshakeIT(TransportKind transport) {
        listener = TestListener.with()
                .transport(transport)
                .origins("http://good.example")
                .start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void theExampleOfTheSpecificationIsAccepted() {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(REQUEST).response();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Upgrade")).contains("websocket");
            assertThat(answer.header("Connection"))
                    .hasValueSatisfying(value -> assertThat(value).isEqualToIgnoringCase("upgrade"));
            assertThat(answer.header("Sec-WebSocket-Accept")).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(answer.headers()).doesNotContainKeys("sec-websocket-extensions", "sec-websocket-protocol");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade: WebSocket",
                "Upgrade: websocket",
                "UPGRADE: WEBSOCKET",
                "Upgrade: h2c, websocket",
                "Upgrade:websocket"
            })
    void theProtocolMayBeWrittenInAnyCase(String header) {
        assertAccepted(REQUEST.replace("Upgrade: websocket", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection: upgrade", "Connection: keep-alive, Upgrade", "Connection: x,UPGRADE,y"})
    void theConnectionMayHaveOtherOptions(String header) {
        assertAccepted(REQUEST.replace("Connection: Upgrade", header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                "Sec-WebSocket-Extensions: constructor, __proto__; x=\"\\\"",
                "Sec-WebSocket-Extensions: ,,,;;;===",
                "Sec-WebSocket-Protocol: a, b",
                "Sec-WebSocket-Protocol: ,,, , ,"
            })
    void nothingIsNegotiated(String header) {
        RawResponse answer = assertAccepted(with(header));
        assertThat(answer.headers()).doesNotContainKeys("sec-websocket-extensions", "sec-websocket-protocol");
    }

    /** Such a header once took quadratic time to parse. */
    @Test
    void aLongListOfNothingIsNoWork() {
        assertAccepted(with("Sec-WebSocket-Protocol: " + " ,".repeat(3_500)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another method,                GET /ws,                               POST /ws",
        "HTTP/1.0,                      HTTP/1.1,                              HTTP/1.0",
        "no protocol,                   Upgrade: websocket,                    X: y",
        "another protocol,              Upgrade: websocket,                    Upgrade: h2c",
        "part of the protocol's name,   Upgrade: websocket,                    Upgrade: websockets",
        "no connection option,          Connection: Upgrade,                   X: y",
        "another connection option,     Connection: Upgrade,                   Connection: keep-alive",
        "no key,                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==, X: y",
        "empty key,                     dGhlIHNhbXBsZSBub25jZQ==,              ''",
        "short key,                     dGhlIHNhbXBsZSBub25jZQ==,              c2hvcnQ=",
        "long key,                      dGhlIHNhbXBsZSBub25jZQ==,              dGhlIHNhbXBsZSBub25jZSE5OTk5OTk5",
        "key that is no base64,         dGhlIHNhbXBsZSBub25jZQ==,              dGhlIHNhbXBsZSBub25jZ!==",
        "two keys in one,               dGhlIHNhbXBsZSBub25jZQ==,              'dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=='"
    })
    void whatIsNoHandshakeIsRefused(String name, String right, String wrong) {
        assertRefused(400, REQUEST.replace(right, wrong));
    }

    @Test
    void twoKeysAreRefused() {
        assertRefused(400, with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    }

    @Test
    void aHandshakeWithABodyIsRefused() {
        assertRefused(400, with("Content-Length: 3") + "abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "8", "12", "14", "999", "-1", "abc", "13, 8", "013"})
    void otherVersionsAreToldTheRightOne(String version) {
        RawResponse answer = assertRefused(426, REQUEST.replace("Version: 13", "Version: " + version));
        assertThat(answer.header("Sec-WebSocket-Version")).contains("13");
    }

    @Test
    void noVersionIsToldTheRightOne() {
        assertRefused(426, REQUEST.replace("Sec-WebSocket-Version: 13\r\n", ""));
    }

    @Test
    void twoVersionsAreToldTheRightOne() {
        assertRefused(426, with("Sec-WebSocket-Version: 13"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:80",
                "HTTP://LOCALHOST",
                "https://localhost",
                "http://good.example",
                "HTTP://Good.Example"
            })
    void theOwnOriginAndListedOnesAreAccepted(String origin) {
        assertAccepted(with("Origin: " + origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://good.example",
                "http://good.example:8080",
                "http://good.example.evil.example",
                "http://evilgood.example",
                "http://localhost:8080",
                "http://localhost.evil.example",
                "http://evil.example#http://localhost",
                "http://localhost/",
                "http://localhost/path",
                "http://user@localhost",
                "http://localhost@evil.example",
                "ws://localhost",
                "file://localhost",
                "http://",
                "http:localhost",
                "localhost",
                "//localhost",
                "null",
                "",
                "*",
                "http://localhost http://evil.example",
                "http://localhost, http://evil.example"
            })
    void foreignOriginsAndMalformedOnesAreForbidden(String origin) {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send(with("Origin: " + origin)).response().status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anEndpointThatIsNoWebSocketGoesOnInHttp() {
        try (RawConnection client = listener.connect()) {
            assertThat(client.send(RawConnection.upgradeRequest("/echo"))
                            .response()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send(REQUEST).response().status()).isEqualTo(101);
        }
    }

    @Test
    void aHandshakeMayFollowOtherRequests() {
        try (RawConnection client = listener.connect()) {
            client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n" + REQUEST);
            client.send(ClientFrame.text("hello"));
            assertThat(List.of(client.response().status(), client.response().status()))
                    .containsExactly(200, 101);
            assertThat(client.frame().text()).isEqualTo("hello");
        }
    }

    @Test
    void nothingOfHttpRemainsInThePipelineOfAWebSocket() {
        try (RawConnection client = listener.connectWebSocket()) {
            client.send(ClientFrame.text("open"));
            assertThat(client.frame().text()).isEqualTo("open");
            assertThat(listener.accepted().pipeline().names().stream().filter(name -> !name.contains("#")))
                    .containsExactly("frames", "websocket");
        }
    }

    private static String with(String header) {
        return RawConnection.upgradeHead("/ws") + header + "\r\n\r\n";
    }

    private RawResponse assertAccepted(String request) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(request).response();
            assertThat(answer.status()).isEqualTo(101);
            return answer;
        }
    }

    private RawResponse assertRefused(int status, String request) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(request).response();
            assertThat(answer.status()).isEqualTo(status);
            client.expectEnd();
            return answer;
        }
    }
}
