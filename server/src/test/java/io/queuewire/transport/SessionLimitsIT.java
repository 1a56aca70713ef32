package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.session.DisconnectReason;
import io.queuewire.session.SocketIoSession;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a session may send and leave half done, over sockets: as much as is allowed is taken, one more is not. */
@OnEveryTransport
class SessionLimitsIT {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int BODY = 1_000;
    private static final int SESSIONS = 4;
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";

    private final TransportKind transport;
    private TestListener listener;

    SessionLimitsIT(TransportKind transport) {
        this.transport = transport;
        listener = with(LONG, LONG, LONG);
    }

    private TestListener with(Duration upgrade, Duration connect, Duration attachment) {
        return TestListener.with()
                .transport(transport)
                .http(HttpLimits.of(BODY))
                .connections(new ConnectionLimits(SESSIONS, 0))
                .sessions(
                        new EngineIoConfig(LONG, LONG, upgrade), new SocketIoSession.Limits(connect, attachment, BODY))
                .start();
    }

    private void restart(Duration upgrade, Duration connect, Duration attachment) {
        listener.close();
        listener = with(upgrade, connect, attachment);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void aPostOfTheLargestSizeIsTakenAndALargerOneLeavesItsSessionAlone() {
        try (RawConnection connection = listener.connect();
                RawConnection tooLarge = listener.connect()) {
            PollingClient client = PollingClient.join(connection);
            String event = "421[\"join\",\"a\"]";
            String ignored = "\u001e42[\"x\",\"%s\"]";
            String filling =
                    "y".repeat(BODY - event.length() - ignored.formatted("").length());
            String largest = event + ignored.formatted(filling);
            assertThat(largest).hasSize(BODY);
            assertThat(client.post(largest).text()).isEqualTo("ok");
            assertThat(tooLarge.send(client.postHead(BODY + 1)).response().status())
                    .isEqualTo(413);
            assertThat(client.poll().text()).isEqualTo("431[{\"ok\":true}]");
        }
    }

    @Test
    void aPostOf256PacketsIsTakenAndOneMoreEndsTheSession() {
        try (RawConnection connection = listener.connect()) {
            PollingClient client = PollingClient.join(connection);
            assertThat(client.post("6\u001e".repeat(255) + "6").text()).isEqualTo("ok");
            assertThat(client.post("6\u001e".repeat(256) + "6").status()).isEqualTo(400);
            assertThat(client.poll().text()).contains("\"code\":1");
        }
    }

    @Test
    void aConnectionMayBeInEightNamespacesAndANinthIsRefused() {
        try (RawConnection client = webSocket()) {
            for (int i = 0; i < 8; i++) {
                client.send(ClientFrame.text("40/" + i + ","));
                assertThat(client.frame().text()).startsWith("40/" + i + ",{\"sid\":");
            }
            client.send(ClientFrame.text("40/8,"));
            assertThat(client.frame().text()).startsWith("44/8,{\"message\":");
            client.send(ClientFrame.text("41/0,")).send(ClientFrame.text("40/8,"));
            assertThat(client.frame().text()).startsWith("40/8,{\"sid\":");
        }
    }

    @Test
    void attachmentsMayAddUpToTheLimitAndNoFurther() {
        try (RawConnection client = joined()) {
            String packet =
                    "452-1[\"item_removed\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
            client.send(ClientFrame.text(packet))
                    .send(ClientFrame.binary(new byte[BODY - 1]))
                    .send(ClientFrame.binary(new byte[1]));
            assertThat(client.frame().text()).startsWith("452-[\"item_removed\"");
            assertThat(client.frame().binary()).hasSize(BODY - 1);
            assertThat(client.frame().binary()).hasSize(1);
            assertThat(client.frame().text()).isEqualTo("431[{\"ok\":true}]");
            client.send(ClientFrame.text(packet))
                    .send(ClientFrame.binary(new byte[BODY - 1]))
                    .send(ClientFrame.binary(new byte[2]));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whereThereAreAsManySessionsAsMayBeTheNextOneIsToldToComeBack() {
        try (RawConnection connection = listener.connect();
                RawConnection other = listener.connect()) {
            PollingClient last = PollingClient.open(connection);
            for (int i = 1; i < SESSIONS; i++) {
                last = PollingClient.open(connection);
            }
            RawResponse refusal = connection.send(PollingClient.handshake()).response();
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isPresent();
            assertThat(other.send(RawConnection.upgradeRequest(WEB_SOCKET))
                            .response()
                            .status())
                    .isEqualTo(503);
            last.post("1");
            PollingClient.open(connection);
        }
    }

    @Test
    void whoComesWhileAllAreAskedToGoIsToldToComeBackLater() {
        try (RawConnection polls = listener.connect();
                RawConnection webSocket = listener.connect()) {
            PollingClient client = PollingClient.join(polls);
            listener.sessions().closePolling(DisconnectReason.RESTARTING, "the relay stops", Duration.ZERO);
            assertThat(client.poll().text()).endsWith("1");
            assertThat(polls.send(PollingClient.handshake()).response().status())
                    .isEqualTo(503);
            assertThat(webSocket
                            .send(RawConnection.upgradeRequest(WEB_SOCKET))
                            .response()
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void whoJoinsNothingInTimeIsClosed() {
        restart(LONG, SHORT, LONG);
        try (RawConnection late = webSocket();
                RawConnection joined = joined()) {
            assertThat(late.frame().closeCode()).isEqualTo(1008);
            joined.send(ClientFrame.text("421[\"join\",\"a\"]"));
            assertThat(joined.frame().text()).isEqualTo("431[{\"ok\":true}]");
        }
    }

    @Test
    void anAttachmentThatDoesNotComeInTimeClosesTheConnection() {
        restart(LONG, LONG, SHORT);
        try (RawConnection client = joined()) {
            client.send(ClientFrame.text("451-[\"item_removed\",{\"_placeholder\":true,\"num\":0}]"));
            assertThat(client.frame().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void anUpgradeThatIsNotFinishedInTimeIsClosedAndPollingGoesOn() {
        restart(SHORT, LONG, LONG);
        try (RawConnection connection = listener.connect()) {
            PollingClient client = PollingClient.join(connection);
            try (RawConnection silent = RawConnection.openWebSocket(listener.port(), client.webSocketPath())) {
                assertThat(silent.frame().closeCode()).isEqualTo(1008);
            }
            try (RawConnection probed = RawConnection.openWebSocket(listener.port(), client.webSocketPath())) {
                probed.send(ClientFrame.text("2probe"));
                assertThat(probed.frame().text()).isEqualTo("3probe");
                assertThat(probed.frame().closeCode()).isEqualTo(1008);
            }
            client.post("421[\"join\",\"a\"]");
            assertThat(client.poll().text()).isEqualTo("431[{\"ok\":true}]");
        }
        await().until(() -> listener.openConnections() == 0);
    }

    private RawConnection webSocket() {
        RawConnection client = RawConnection.openWebSocket(listener.port(), WEB_SOCKET);
        assertThat(client.frame().text()).startsWith("0{");
        return client;
    }

    private RawConnection joined() {
        RawConnection client = webSocket().send(ClientFrame.text("40"));
        assertThat(client.frame().text()).startsWith("40{");
        return client;
    }
}
