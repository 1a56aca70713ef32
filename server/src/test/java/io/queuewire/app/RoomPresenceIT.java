package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of all protocols on two event loops that ask how many are in their room. */
class RoomPresenceIT {

    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";
    private static final String END = "\n\n";

    /** Connections go to the two loops in turn, so that an odd number of each kind has members on both. */
    private static final int OF_EACH = 3;

    private final ReplayRelay relay = ReplayRelay.tellingPresence();
    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void stop() {
        connections.forEach(RawConnection::close);
        relay.close();
    }

    @Test
    void membersOfAllProtocolsOnAllLoopsAreCountedTogether() {
        for (int i = 0; i < OF_EACH; i++) {
            ask(socketIo(), "421[\"join\",\"open-a\"]", "431[");
            webSocket("/ws?rooms=open-a");
            eventStream("/events?rooms=open-a,open-b");
        }
        RawConnection outside = webSocket("/ws?rooms=open-b");
        RawConnection inside = socketIo();
        assertThat(ask(inside, "422[\"join\",\"open-a\"]", "432[")).isEqualTo("432[{\"ok\":true}]");

        assertThat(ask(inside, "423[\"presence\",\"open-a\"]", "433[")).isEqualTo("433[{\"ok\":true,\"clients\":10}]");
        assertThat(askPlainly(outside, "open-a")).isEqualTo("{\"type\":\"ack\",\"id\":4,\"clients\":10}");
        assertThat(askPlainly(outside, "open-b")).isEqualTo("{\"type\":\"ack\",\"id\":4,\"clients\":4}");
        assertThat(askPlainly(outside, "open-empty")).isEqualTo("{\"type\":\"ack\",\"id\":4,\"clients\":0}");
        assertThat(askPlainly(outside, "closed"))
                .isEqualTo("{\"type\":\"error\",\"id\":4,\"code\":\"not_allowed\","
                        + "\"message\":\"this room is not open to clients\"}");
    }

    @Test
    void theNumberFallsWhenOneLeavesOrDisconnects() {
        RawConnection socketIo = socketIo();
        ask(socketIo, "421[\"join\",\"open-a\"]", "431[");
        RawConnection eventStream = eventStream("/events?rooms=open-a");
        RawConnection webSocket = webSocket("/ws?rooms=open-a");
        RawConnection witness = webSocket("/ws");
        assertThat(askPlainly(witness, "open-a")).endsWith("\"clients\":3}");

        ask(socketIo, "422[\"leave\",\"open-a\"]", "432[");
        assertThat(askPlainly(witness, "open-a")).endsWith("\"clients\":2}");
        eventStream.close();
        awaitNumber(witness, 1);
        webSocket.reset();
        awaitNumber(witness, 0);
    }

    private void awaitNumber(RawConnection witness, int number) {
        // Not as often as could be: questions cost as much as joins.
        await().pollInterval(Duration.ofMillis(100))
                .until(() -> askPlainly(witness, "open-a").endsWith("\"clients\":" + number + "}"));
    }

    private RawConnection open() {
        RawConnection connection = RawConnection.open(relay.port());
        connections.add(connection);
        return connection;
    }

    private RawConnection socketIo() {
        RawConnection connection = open().upgraded(SOCKET_IO);
        ask(connection, "40", "40{");
        return connection;
    }

    private RawConnection webSocket(String path) {
        RawConnection connection = open().upgraded(path);
        assertThat(connection.frame().text()).startsWith("{\"type\":\"hello\"");
        return connection;
    }

    private RawConnection eventStream(String path) {
        RawConnection connection = open();
        connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").head();
        connection.textUntil(END);
        return connection;
    }

    private static String askPlainly(RawConnection connection, String room) {
        return ask(connection, "{\"type\":\"presence\",\"room\":\"" + room + "\",\"id\":4}", "{\"type\":");
    }

    /** Sends a text and passes over what is said meanwhile, such as how many are connected in all. */
    private static String ask(RawConnection connection, String text, String answer) {
        connection.send(ClientFrame.text(text));
        String said;
        do {
            said = connection.frame().text();
        } while (!said.startsWith(answer));
        return said;
    }
}
