package io.queuewire.transport;

import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session of the relay that was opened by polling, byte by byte.
 *
 * @param connection carries its requests, one after the other
 * @param sid the session's secret id
 */
record PollingClient(RawConnection connection, String sid) {

    private static final String ENDPOINT = "/socket.io/?EIO=4&transport=";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** The first request of a session over polling. */
    static String handshake() {
        return "GET " + ENDPOINT + "polling HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Opens a session. */
    static PollingClient open(RawConnection connection) {
        return opened(connection.send(handshake()));
    }

    /** The session that the answer on its way opens. */
    static PollingClient opened(RawConnection connection) {
        return new PollingClient(connection, sidIn(connection.response().text()));
    }

    /** Opens a session that has joined the main namespace. */
    static PollingClient join(RawConnection connection) {
        PollingClient client = open(connection);
        client.post("40");
        client.poll();
        return client;
    }

    /** The session id in a handshake. */
    static String sidIn(String payload) {
        Matcher sid = SID.matcher(payload);
        if (!sid.find()) {
            throw new AssertionError("expected a handshake: " + payload);
        }
        return sid.group(1);
    }

    String pollRequest() {
        return "GET " + path("polling") + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    String postHead(int length) {
        return "POST " + path("polling") + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** Where a WebSocket of this session goes. */
    String webSocketPath() {
        return path("websocket");
    }

    private String path(String transport) {
        return ENDPOINT + transport + "&sid=" + sid;
    }

    RawResponse poll() {
        return connection.send(pollRequest()).response();
    }

    /** @param payload one byte for each character */
    RawResponse post(String payload) {
        return connection.send(postHead(payload.length()) + payload).response();
    }
}
