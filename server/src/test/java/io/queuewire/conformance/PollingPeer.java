package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.json.RawJson;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.util.Arrays;
import java.util.List;

/** A client whose session polls. */
final class PollingPeer {

    static final String SEPARATOR = "\u001e";

    /** A packet that the server ignores. */
    private static final String NOTHING = "6";

    private final Wire wire;
    private final RawConnection connection;
    private final RawResponse opening;
    private final RawJson handshake;

    /**
     * Takes over from the handshake.
     *
     * @param connection of its first request
     * @param opening the answer to that
     */
    PollingPeer(Wire wire, RawConnection connection, RawResponse opening) {
        this.wire = wire;
        this.connection = connection;
        this.opening = opening;
        this.handshake = Wire.handshake(opening.text());
    }

    RawResponse opening() {
        return opening;
    }

    RawJson handshake() {
        return handshake;
    }

    String sid() {
        return handshake.members().get("sid").asString();
    }

    /** The query of its requests. */
    String query() {
        return "EIO=4&transport=polling&sid=" + sid();
    }

    /** A GET, which waits for its answer. */
    RawResponse get() {
        return wire.get(query());
    }

    /** What a GET brings; fails when it is refused. */
    String poll() {
        RawResponse answer = get();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.text();
    }

    /** The packets of a GET. */
    List<String> packets() {
        return Arrays.asList(poll().split(SEPARATOR));
    }

    /** A GET that the server holds. */
    RawConnection hold() {
        connection.send(wire.request("GET", query(), ""));
        // The GET came over the connection whose loop the session lives on: what comes over another one is behind it.
        say(NOTHING);
        return connection;
    }

    RawResponse post(String body) {
        return wire.ask("POST", query(), body, "Content-Type: text/plain;charset=UTF-8");
    }

    /** A POST of packets; fails when it is refused. */
    void say(String... packets) {
        RawResponse answer = post(String.join(SEPARATOR, packets));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
    }

    /** A WebSocket that the server has said it knows, before it takes over. */
    WebSocketPeer probe() {
        WebSocketPeer webSocket = wire.webSocket(sid());
        webSocket.say("2probe");
        assertThat(webSocket.next()).isEqualTo("3probe");
        return webSocket;
    }

    /** Changes over to a WebSocket. */
    WebSocketPeer upgrade() {
        return probe().say("5");
    }

    /** Waits until the session is gone; fails when it stays. */
    void expectUnknown() {
        await().untilAsserted(() -> expectUnknown(post(NOTHING)));
        expectUnknown(get());
    }

    private static void expectUnknown(RawResponse answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
