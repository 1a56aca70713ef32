package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.testkit.ClientFrame;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.OutboundLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWebSocketIT {

    private final ReplayRelay relay = ReplayRelay.keeping(1_000, new OutboundLimits(64 * 1024, Duration.ofSeconds(1)));

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aConversation() {
        try (RawConnection client = RawConnection.openWebSocket(relay.port(), "/ws?rooms=open-a")) {
            assertThat(client.frame().text()).startsWith("{\"type\":\"hello\",").contains("\"recovered\":false");
            relay.publish(1, "open-a");
            assertThat(client.frame().text()).isEqualTo("{\"event\":\"number\",\"data\":1,\"position\":\"epoch-1\"}");
            client.send(ClientFrame.text("{\"type\":\"join\",\"room\":\"closed\",\"id\":1}"));
            assertThat(client.frame().text()).startsWith("{\"type\":\"error\",\"id\":1,\"code\":\"not_allowed\"");
            client.send(ClientFrame.text("{\"event\":\"item_removed\",\"data\":2,\"id\":2}"));
            assertThat(client.frame().text())
                    .isEqualTo("{\"event\":\"item_removed\",\"data\":2,\"position\":\"epoch-2\"}");
            assertThat(client.frame().text()).isEqualTo("{\"type\":\"ack\",\"id\":2}");
            relay.closeClients();
            assertThat(client.frame().closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void whoComesBackGetsAllThatItMissedHoweverMuchMoreThatIsThanMayWaitForIt() {
        RawJson large = RawJson.string("x".repeat(40_000));
        for (int i = 0; i < 200; i++) {
            relay.publish("/", "large", large);
        }
        try (RawConnection client = RawConnection.openWebSocket(relay.port(), "/ws?since=epoch-0")) {
            assertThat(client.frame().text()).contains("\"recovered\":true");
            for (int i = 1; i <= 200; i++) {
                assertThat(client.frame().text()).endsWith("\"position\":\"epoch-" + Integer.toString(i, 36) + "\"}");
            }
            relay.publish(201);
            assertThat(client.frame().text()).contains("\"data\":201");
        }
    }

    @Test
    void aBinaryMessageIsNotUnderstood() {
        try (RawConnection client = RawConnection.openWebSocket(relay.port(), "/ws")) {
            client.frame();
            client.send(ClientFrame.binary(new byte[] {1}));
            assertThat(client.frame().closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnection() {
        try (RawConnection client = RawConnection.openWebSocket(relay.port(), "/ws")) {
            client.frame();
            client.send(ClientFrame.text("x".repeat(65_537)));
            assertThat(client.frame().closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws?rooms=,400",
        "/ws?rooms=closed,403",
        "/ws?since=,400",
        "/ws?namespace=nowhere,400",
    })
    void whatCannotBeHeardIsRefusedBeforeTheUpgrade(String path, int status) {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send(RawConnection.upgradeRequest(path));
            RawResponse refusal = client.response();
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.text()).isNotBlank();
        }
    }

    @Test
    void onlyPagesOfKnownOriginsGetIn() {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send(RawConnection.upgradeHead("/ws") + "Origin: https://evil.example\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
        }
    }
}
