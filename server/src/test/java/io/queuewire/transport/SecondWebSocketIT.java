package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session speaks over one WebSocket at a time: another one with its id is sent away, and the session does not notice. */
@OnEveryTransport
class SecondWebSocketIT {

    private final TestListener listener;

    SecondWebSocketIT(TransportKind transport) {
        listener = TestListener.with().transport(transport).threads(2).start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void aSessionThatBeganOverAWebSocketTakesNoOther() {
        try (RawConnection first =
                RawConnection.openWebSocket(listener.port(), "/socket.io/?EIO=4&transport=websocket")) {
            String sid = PollingClient.sidIn(first.frame().text());
            assertSentAway(new PollingClient(first, sid));
            first.send(ClientFrame.text("40"));
            assertThat(first.frame().text()).startsWith("40{");
        }
    }

    @Test
    void whileAnUpgradeIsUnderWayThereIsNoOther() {
        try (RawConnection polls = listener.connect()) {
            PollingClient client = PollingClient.join(polls);
            try (RawConnection first = RawConnection.openWebSocket(listener.port(), client.webSocketPath())) {
                assertSentAway(client);
                first.send(ClientFrame.text("2probe"));
                assertThat(first.frame().text()).isEqualTo("3probe");
                assertSentAway(client);
                first.send(ClientFrame.text("5"));
                assertAlive(first);
            }
        }
    }

    @Test
    void afterTheUpgradeThereIsNoOtherAndNoPolling() {
        try (RawConnection polls = listener.connect()) {
            PollingClient client = PollingClient.join(polls);
            try (RawConnection first = upgraded(client)) {
                assertSentAway(client);
                RawResponse poll = client.poll();
                assertThat(poll.status()).isEqualTo(400);
                assertThat(poll.text()).contains("\"code\":3");
                assertThat(client.post("41").status()).isEqualTo(400);
                assertAlive(first);
            }
        }
    }

    @Test
    void aWebSocketWithTheIdOfNoSessionIsRefusedBeforeIt() {
        try (RawConnection polls = listener.connect();
                RawConnection late = listener.connect()) {
            PollingClient client = PollingClient.join(polls);
            client.post("1");
            assertThat(late.send(RawConnection.upgradeRequest(client.webSocketPath()))
                            .response()
                            .status())
                    .isEqualTo(400);
            late.expectEnd();
        }
    }

    private RawConnection upgraded(PollingClient client) {
        RawConnection webSocket = RawConnection.openWebSocket(listener.port(), client.webSocketPath());
        webSocket.send(ClientFrame.text("2probe"));
        assertThat(webSocket.frame().text()).isEqualTo("3probe");
        webSocket.send(ClientFrame.text("5"));
        // Its answer tells that the upgrade is over.
        assertAlive(webSocket);
        return webSocket;
    }

    private void assertSentAway(PollingClient client) {
        try (RawConnection second = RawConnection.openWebSocket(listener.port(), client.webSocketPath())) {
            // Whatever it says, even as the first one would say it.
            second.send(ClientFrame.text("2probe")).send(ClientFrame.text("5"));
            assertThat(second.frame().closeCode()).isEqualTo(1008);
        }
    }

    private static void assertAlive(RawConnection webSocket) {
        webSocket.send(ClientFrame.text("421[\"join\",\"a\"]"));
        assertThat(webSocket.frame().text()).isEqualTo("431[{\"ok\":true}]");
    }
}
