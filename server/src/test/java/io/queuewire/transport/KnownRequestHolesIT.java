package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.LoggedErrors;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HTTP requests that have broken servers of this kind, each row with the hole that it is known from and what the relay
 * answers. Each time nothing was logged as an error and the next request is served. Messages of this sort are in
 * {@link KnownMessageHolesIT}, floods that are never read in {@link SlowPeersIT}, sessions that are abandoned (socketioxide
 * 731) in {@link ChurnIT}.
 */
class KnownRequestHolesIT {

    private static final String HOST = "Host: localhost\r\n";
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static TestListener listener;

    private final LoggedErrors errors = new LoggedErrors();

    @BeforeAll
    static void start(@TempDir Path machine) throws IOException {
        Path root = Files.createDirectories(machine.resolve("root"));
        Files.writeString(root.resolve("index.html"), "home");
        Files.writeString(machine.resolve("secret.txt"), "secret");
        listener = TestListener.with().files(root).start();
    }

    @AfterAll
    static void stop() {
        listener.close();
    }

    @AfterEach
    void theNextRequestIsServed() {
        assertThat(answer(get("/index.html")).text()).isEqualTo("home");
        await().until(() -> listener.openConnections() == 0);
        errors.close();
        assertThat(errors.messages()).isEmpty();
    }

    private static String get(String target, String... headers) {
        StringBuilder request = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n" + HOST);
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private static String upgrade(String target, String... headers) {
        StringBuilder request = new StringBuilder(RawConnection.upgradeHead(target));
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private static String chunked(String version, String codings, String chunks) {
        return "POST /echo HTTP/" + version + "\r\n" + HOST + codings + "\r\n\r\n" + chunks;
    }

    private static RawResponse answer(String request) {
        try (RawConnection client = listener.connect()) {
            return client.send(request).response();
        }
    }

    static Stream<Arguments> requests() {
        String oneHeader = "X: y\r\n";
        return Stream.of(
                Arguments.of(
                        "CVE-2024-37890 (ws): an upgrade with very many headers",
                        431,
                        upgrade(WEB_SOCKET, (oneHeader.repeat(1_200) + "X: y").split("\r\n"))),
                Arguments.of(
                        "CVE-2026-65624 (Cowboy): one header again and again",
                        431,
                        get("/index.html", oneHeader.repeat(1_300).strip())),
                Arguments.of(
                        "CVE-2022-41940 (engine.io): an upgrade to something else",
                        400,
                        get(WEB_SOCKET, "Upgrade: h2c", "Connection: Upgrade")),
                Arguments.of(
                        "CVE-2022-41940 (engine.io): an upgrade with half a key",
                        400,
                        get(
                                WEB_SOCKET,
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: \u0080")),
                Arguments.of(
                        "CVE-2026-59898 (Netty): draft 7 without Upgrade",
                        400,
                        get(WEB_SOCKET, "Sec-WebSocket-Version: 7", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")),
                Arguments.of(
                        "CVE-2026-59898 (Netty): draft 8",
                        426,
                        upgrade(WEB_SOCKET).replace("Version: 13", "Version: 8")),
                Arguments.of("CVE-2026-56746 (Netty): the origin null, polling", 403, get(POLLING, "Origin: null")),
                Arguments.of(
                        "CVE-2026-56746 (Netty): the origin null, WebSocket", 403, upgrade(WEB_SOCKET, "Origin: null")),
                Arguments.of(
                        "Gitpod 2023: a WebSocket of another site's page, with cookies",
                        403,
                        upgrade(WEB_SOCKET, "Origin: https://evil.example", "Cookie: session=1")),
                Arguments.of(
                        "CVE-2020-36048 (engine.io): a POST of 100 MB",
                        413,
                        "POST " + POLLING + " HTTP/1.1\r\n" + HOST + "Content-Length: 100000000\r\n\r\n"),
                Arguments.of(
                        "CVE-2026-33870 (Netty): a line end in a quoted chunk extension",
                        400,
                        chunked("1.1", "Transfer-Encoding: chunked", "1;a=\"\r\nb\"\r\na\r\n0\r\n\r\n")),
                Arguments.of(
                        "CVE-2025-58056 (Netty): a bare LF in a chunk extension",
                        400,
                        chunked("1.1", "Transfer-Encoding: chunked", "1;a\nb\r\na\r\n0\r\n\r\n")),
                Arguments.of(
                        "CVE-2026-42580 (Netty): a chunk size past 32 bits",
                        400,
                        chunked("1.1", "Transfer-Encoding: chunked", "100000003\r\nabc\r\n0\r\n\r\n")),
                Arguments.of(
                        "CVE-2026-42581 (Netty): HTTP/1.0 with chunks and a length",
                        400,
                        chunked("1.0", "Transfer-Encoding: chunked\r\nContent-Length: 3", "abc")),
                Arguments.of(
                        "CVE-2026-42585 (Netty): a coding that is none",
                        400,
                        chunked("1.1", "Transfer-Encoding: xchunked", "")),
                Arguments.of(
                        "CVE-2026-42587, CVE-2025-58057 (Netty): a body to unpack",
                        415,
                        chunked("1.1", "Content-Encoding: br\r\nContent-Length: 3", "abc")),
                Arguments.of(
                        "CVE-2026-50020 (Netty): a control character before the request",
                        400,
                        "\u0001" + get("/index.html")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void requestsOfKnownHolesAreRefusedAndTheirConnectionEnds(String hole, int status, String request) {
        try (RawConnection client = listener.connect()) {
            RawResponse answer = client.send(request).response();
            assertThat(answer.status()).as(hole).isEqualTo(status);
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
            client.finishSending().expectEnd();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            CVE-2021-32640 (ws): a long list of nothing  | Sec-WebSocket-Protocol: , , , , , , , , , , , , , , , ,
            GHSA-5v72 (ws): names of JavaScript's own    | Sec-WebSocket-Extensions: constructor; __proto__=1, toString
            """)
    void headersThatOnceBrokeTheHandshakeAreNotLookedAt(String hole, String header) {
        try (RawConnection client = listener.connect()) {
            String longest = header.contains(", ,") ? header + " ,".repeat(3_500) : header;
            RawResponse answer = client.send(upgrade(WEB_SOCKET, longest)).head();
            assertThat(answer.status()).as(hole).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKeys("sec-websocket-extensions", "sec-websocket-protocol");
            assertThat(client.frame().text()).startsWith("0{");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            GHSA-gr94 (engine.io): a session id of JavaScript's own      | 400 | EIO=4&transport=polling&sid=__proto__       | "code":1
            GHSA-gr94 (engine.io): another one                           | 400 | EIO=4&transport=polling&sid=constructor     | "code":1
            GHSA-gr94 (engine.io): an empty one                          | 400 | EIO=4&transport=polling&sid=                | "code":1
            CVE-2023-31125 (engine.io): no transport                     | 400 | EIO=4                                       | "code":0
            CVE-2023-31125 (engine.io): a list for the transport         | 400 | EIO=4&transport[]=polling                   | "code":0
            CVE-2023-31125 (engine.io): an object for the transport      | 400 | EIO=4&transport[toString]=polling           | "code":0
            CVE-2023-31125 (engine.io): a transport of JavaScript's own  | 400 | EIO=4&transport=constructor                 | "code":0
            CVE-2023-31125 (engine.io): two transports                   | 400 | EIO=4&transport=polling&transport=websocket | "code":3
            CVE-2023-31125 (engine.io): a list for the revision          | 400 | EIO[]=4&transport=polling                   | "code":5
            CVE-2023-31125 (engine.io): broken escapes                   | 400 | EIO=%&transport=polling&%=%zz               | "code":5
            """)
    void queriesOfKnownHolesAreAnsweredLikeAnyOtherMistake(String hole, int status, String query, String body) {
        RawResponse answer = answer(get("/socket.io/?" + query));
        assertThat(answer.status()).as(hole).isEqualTo(status);
        assertThat(answer.text()).contains(body);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CVE-2019-17640 (Vert.x): back-slashes,                        /..\\secret.txt",
        "CVE-2019-17640 (Vert.x): encoded back-slashes,                /..%5Csecret.txt",
        "CVE-2018-12542 (Vert.x): dot segments,                        /../secret.txt",
        "CVE-2023-34062 (Reactor Netty): encoded dot segments,         /%2e%2e/secret.txt",
        "CVE-2023-34062 (Reactor Netty): half of them encoded,         /.%2E/secret.txt",
        "CVE-2023-34062 (Reactor Netty): encoded twice,                /%252e%252e/secret.txt",
        "CVE-2026-1002 (Vert.x): a crooked name for a good file,       /foo/bar%2F..%2Findex.html"
    })
    void pathsOfKnownHolesAreNotFound(String hole, String path) {
        assertThat(answer(get(path)).status()).as(hole).isEqualTo(404);
    }

    /** netty-socketio reflected any origin, with credentials, when none was configured. */
    @Test
    void aForeignOriginIsNeverReflected() {
        RawResponse answer = answer(get(POLLING, "Origin: https://evil.example"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers())
                .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
    }

    static Stream<Arguments> posts() {
        return Stream.of(
                Arguments.of(
                        "CVE-2026-59725 (engine.io): bytes for a session that takes text",
                        (Function<PollingClient, String>) client -> client.postHead(1)
                                        .replace("\r\n\r\n", "\r\nContent-Type: application/octet-stream\r\n\r\n")
                                + "4"),
                Arguments.of("CVE-2020-36048 (engine.io): as many packets of one character as fit", (Function<
                                PollingClient, String>)
                        client -> client.postHead(65_535) + "6\u001e".repeat(32_767) + "6"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("posts")
    void postsOfKnownHolesEndTheirSessions(String hole, Function<PollingClient, String> request) {
        int before = listener.sessions().size();
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawConnection connection = listener.connect();
            connections.add(connection);
            PollingClient client = PollingClient.join(connection);
            assertThat(connection.send(request.apply(client)).response().status())
                    .as(hole)
                    .isEqualTo(400);
            assertThat(client.poll().text()).contains("\"code\":1");
        }
        assertThat(listener.sessions().size()).isEqualTo(before);
        connections.forEach(RawConnection::close);
    }

    /** CVE-2026-102599 (engine.io): a session of one revision that went on with the rules of another. */
    @ParameterizedTest
    @CsvSource({"EIO=3&", "EIO=5&", "''"})
    void anUpgradeToAnotherRevisionIsRefusedAndTheSessionLives(String revision) {
        try (RawConnection connection = listener.connect();
                RawConnection webSocket = listener.connect()) {
            PollingClient client = PollingClient.join(connection);
            webSocket.send(upgrade(client.webSocketPath().replace("EIO=4&", revision)));
            assertThat(webSocket.response().status()).isEqualTo(400);
            assertThat(client.post("421[\"join\",\"a\"]").text()).isEqualTo("ok");
            assertThat(client.poll().text()).isEqualTo("431[{\"ok\":true}]");
            client.post("1");
        }
    }

    /** netty-socketio 1000: one of the two sessions was lost. */
    @Test
    void twoHandshakesAtOnceAreTwoSessions() {
        try (RawConnection one = listener.connect();
                RawConnection other = listener.connect()) {
            one.send(PollingClient.handshake());
            other.send(PollingClient.handshake());
            PollingClient first = PollingClient.opened(one);
            PollingClient second = PollingClient.opened(other);
            assertThat(first.sid()).isNotEqualTo(second.sid());
            for (PollingClient each : List.of(first, second)) {
                assertThat(each.post("40").text()).isEqualTo("ok");
                assertThat(each.poll().text()).startsWith("40{");
                each.post("1");
            }
        }
    }

    static Stream<TransportKind> transports() {
        return Transports.available();
    }

    /** CVE-2026-42577 (Netty, epoll): a stale channel, sometimes an endless loop. */
    @ParameterizedTest
    @MethodSource("transports")
    void aResetBehindARefusalEndsTheConnection(TransportKind kind) {
        try (TestListener another = TestListener.with().transport(kind).start()) {
            for (int i = 0; i < 20; i++) {
                RawConnection client = another.connect().send("nonsense\r\n\r\n");
                assertThat(client.response().status()).isEqualTo(400);
                client.finishSending().reset();
            }
            await().until(() -> another.openConnections() == 0);
        }
    }

    @Test
    void aWebSocketFrameBehindARefusedUpgradeIsThrownAway() {
        try (RawConnection client = listener.connect()) {
            client.send(upgrade(WEB_SOCKET, "Origin: null")).send(ClientFrame.text("40"));
            assertThat(client.response().status()).isEqualTo(403);
            client.expectEnd();
        }
    }
}
