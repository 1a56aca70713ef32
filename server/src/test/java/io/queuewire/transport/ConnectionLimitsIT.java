package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitsIT {

    private TestListener listener = TestListener.with().start();

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void oneConnectionTooManyEndsAndALaterOneIsServed() {
        assertTwoAreServed(new ConnectionLimits(2, 0));
    }

    @Test
    void oneConnectionTooManyOfAnAddressEndsAndALaterOneIsServed() {
        assertTwoAreServed(new ConnectionLimits(100, 2));
    }

    private void assertTwoAreServed(ConnectionLimits limits) {
        listener.close();
        listener = TestListener.with().connections(limits).start();
        try (RawConnection first = listener.connect()) {
            assertServed(first);
            try (RawConnection second = listener.connectWebSocket();
                    RawConnection third = listener.connect()) {
                third.awaitEnd();
                assertServed(first);
                second.reset();
            }
            await().until(() -> listener.openConnections() == 1);
            try (RawConnection fourth = listener.connect()) {
                assertServed(fourth);
            }
        }
    }

    private static void assertServed(RawConnection client) {
        assertThat(client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .response()
                        .status())
                .isEqualTo(200);
    }
}
