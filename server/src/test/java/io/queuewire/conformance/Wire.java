package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The way to one Engine.IO endpoint, in raw HTTP and raw WebSocket frames. Every request has a connection of its own, so that
 * a session's requests land on all event loops. Closing it closes them all.
 */
final class Wire implements AutoCloseable {

    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEB_SOCKET = "EIO=4&transport=websocket";

    private final int port;
    private final String path;
    private final List<RawConnection> connections = new ArrayList<>();

    /** @param path of the endpoint, with its slashes */
    Wire(int port, String path) {
        this.port = port;
        this.path = path;
    }

    int port() {
        return port;
    }

    /** A connection on which nothing was sent. */
    RawConnection connect() {
        RawConnection connection = RawConnection.open(port);
        connections.add(connection);
        return connection;
    }

    /** Sends a request and does not wait for its answer. */
    RawConnection begin(String method, String query, String body, String... headers) {
        return connect().send(request(method, query, body, headers));
    }

    /** The bytes of a request. */
    byte[] request(String method, String query, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + "?" + query + " HTTP/1.1\r\nHost: localhost\r\n");
        List.of(headers).forEach(header -> head.append(header).append("\r\n"));
        if (bytes.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ClientFrame.concat(start, bytes);
    }

    RawResponse ask(String method, String query, String body, String... headers) {
        try (RawConnection connection = begin(method, query, body, headers)) {
            return method.equals("HEAD") ? connection.head() : connection.response();
        }
    }

    RawResponse get(String query, String... headers) {
        return ask("GET", query, "", headers);
    }

    /** Opens a session that polls. */
    PollingPeer poll() {
        RawConnection connection = begin("GET", POLLING, "");
        RawResponse answer = connection.response();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new PollingPeer(this, connection, answer);
    }

    /** Opens a session over a WebSocket, whose handshake packet is the first message. */
    WebSocketPeer webSocket() {
        return upgrade(WEB_SOCKET);
    }

    /** Opens a WebSocket for a session that polls. */
    WebSocketPeer webSocket(String sid) {
        return upgrade(WEB_SOCKET + "&sid=" + sid);
    }

    private WebSocketPeer upgrade(String query) {
        return new WebSocketPeer(connect().upgraded(path + "?" + query));
    }

    /** Asks for a WebSocket; the answer need not be one. */
    RawResponse askWebSocket(String query, String... headers) {
        return beginWebSocket(query, headers).response();
    }

    /** Asks for a WebSocket and does not wait for the answer. */
    RawConnection beginWebSocket(String query, String... headers) {
        StringBuilder head = new StringBuilder(RawConnection.upgradeHead(path + "?" + query));
        List.of(headers).forEach(header -> head.append(header).append("\r\n"));
        return connect().send(head.append("\r\n").toString());
    }

    /** The object in an open packet. */
    static RawJson handshake(String packet) {
        assertThat(packet).startsWith("0{");
        return RawJson.parse(packet.substring(1), JsonLimits.CLIENT);
    }

    @Override
    public void close() {
        connections.forEach(RawConnection::close);
    }
}
