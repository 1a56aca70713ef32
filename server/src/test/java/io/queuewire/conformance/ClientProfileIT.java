package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.transport.TransportKind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the profile of the client library has beside the others: clients may come back to their sessions. */
class ClientProfileIT {

    private ConformanceServer server;
    private Wire wire;

    @BeforeEach
    void start() {
        server = ConformanceServer.start(Profile.CLIENT, TransportKind.AUTO);
        wire = new Wire(server.port(), "/socket.io/");
    }

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @Test
    void aClientThatWasCutOffComesBackAsItself() {
        WebSocketPeer peer = connected();
        Map<String, RawJson> first = connectReply(peer.say("40"));
        peer.say("42[\"hi\"]");
        assertThat(peer.next()).startsWith("42[\"hi\"");
        peer.connection().close();

        Map<String, RawJson> second =
                connectReply(connected().say("40{\"pid\":" + first.get("pid").text() + "}"));

        assertThat(second.get("sid")).isEqualTo(first.get("sid"));
        assertThat(second.get("pid")).isEqualTo(first.get("pid"));
    }

    private WebSocketPeer connected() {
        WebSocketPeer peer = wire.webSocket();
        Wire.handshake(peer.next());
        return peer;
    }

    private static Map<String, RawJson> connectReply(WebSocketPeer peer) {
        String reply = peer.next();
        assertThat(reply).startsWith("40{");
        return RawJson.parse(reply.substring(2), JsonLimits.CLIENT).members();
    }
}
