package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.RawConnection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines over real sockets, one short and the others long; {@link RequestDeadlinesTest} knows them exactly. */
@OnEveryTransport
class HttpDeadlinesIT {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final TransportKind transport;
    private TestListener listener;

    HttpDeadlinesIT(TransportKind transport) {
        this.transport = transport;
        listener = TestListener.with().transport(transport).start();
    }

    private RawConnection connect(HttpDeadlines deadlines) {
        listener.close();
        listener = TestListener.with().transport(transport).deadlines(deadlines).start();
        return listener.connect();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void aConnectionWithoutAByteEnds() {
        try (RawConnection client = connect(new HttpDeadlines(SHORT, LONG, LONG, LONG))) {
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: y"})
    void halfAHeaderIsToldThatItTookTooLong(String half) {
        try (RawConnection client = connect(new HttpDeadlines(LONG, SHORT, LONG, LONG))) {
            assertThat(client.send(half).response().status()).isEqualTo(408);
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n"
            })
    void halfABodyIsToldThatItTookTooLong(String half) {
        try (RawConnection client = connect(new HttpDeadlines(LONG, LONG, SHORT, LONG))) {
            assertThat(client.send(half).response().status()).isEqualTo(408);
            client.expectEnd();
        }
    }

    @Test
    void halfAnUpgradeIsToldThatItTookTooLong() {
        try (RawConnection client = connect(new HttpDeadlines(LONG, SHORT, LONG, LONG))) {
            assertThat(client.send(RawConnection.upgradeHead("/ws")).response().status())
                    .isEqualTo(408);
            client.expectEnd();
        }
    }

    @Test
    void anUpgradeWithABodyThatNeverComesIsToldThatItTookTooLong() {
        try (RawConnection client = connect(new HttpDeadlines(LONG, LONG, SHORT, LONG))) {
            client.send(RawConnection.upgradeHead("/ws") + "Content-Length: 1\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(408);
            client.expectEnd();
        }
    }

    @Test
    void anIdleConnectionEnds() {
        try (RawConnection client = connect(new HttpDeadlines(LONG, LONG, LONG, SHORT))) {
            assertThat(client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(200);
            client.expectEnd();
        }
    }

    @Test
    void aWebSocketIsNeitherIdleNorHalfDone() throws Exception {
        HttpDeadlines allShort = new HttpDeadlines(SHORT, SHORT, SHORT, SHORT);
        try (RawConnection client = connect(allShort)) {
            client.upgraded("/ws");
            // Longer than any of them: an HTTP connection that was opened later ends meanwhile.
            listener.connect().expectEnd();
            client.send(io.queuewire.testkit.ClientFrame.text("still here"));
            assertThat(client.frame().text()).isEqualTo("still here");
        }
    }
}
