package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.RawConnection;
import io.queuewire.testkit.RawResponse;
import io.queuewire.transport.OutboundLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamIT {

    private static final String END = "\n\n";

    private final ReplayRelay relay = ReplayRelay.keeping(1_000, new OutboundLimits(64 * 1024, Duration.ofSeconds(3)));

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aStreamIsWhatBrowsersExpect() {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("GET /events HTTP/1.1\r\nHost: localhost\r\nOrigin: https://good.example\r\n\r\n");
            RawResponse head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).contains("text/event-stream; charset=utf-8");
            assertThat(head.header("Cache-Control")).contains("no-cache, no-transform");
            assertThat(head.header("Access-Control-Allow-Origin")).contains("https://good.example");
            assertThat(head.header("Connection")).contains("close");
            assertThat(client.textUntil(END)).matches("retry: \\d+\nid: epoch-0\n\n");
            relay.publish("/", "größe", RawJson.parse("{\n \"a\":1}", JsonLimits.QUEUE));
            assertThat(client.textUntil(END)).isEqualTo("id: epoch-1\nevent: größe\ndata: {  \"a\":1}\n\n");
        }
    }

    @Test
    void aBrowserComesBackWithTheLastIdThatItHas() {
        relay.publish(1);
        relay.publish(2);
        try (RawConnection client = open("/events?since=30s", "Last-Event-ID: epoch-1\r\n")) {
            assertThat(client.textUntil(END)).contains("id: epoch-1\n");
            assertThat(client.textUntil(END)).isEqualTo("id: epoch-2\nevent: number\ndata: 2\n\n");
        }
        try (RawConnection client = open("/events?since=other-1", "Last-Event-ID: \r\n")) {
            assertThat(client.textUntil(END)).contains("id: epoch-0\n");
            assertThat(client.textUntil(END)).isEqualTo("event: gap\ndata: {}\n\n");
            assertThat(client.textUntil(END)).contains("data: 1\n");
        }
    }

    @Test
    void roomsAndNamespace() {
        try (RawConnection client = open("/events?rooms=open-a,open-b", "");
                RawConnection orders = open("/events?namespace=/orders", "")) {
            client.textUntil(END);
            orders.textUntil(END);
            relay.publish(1, "open-c");
            relay.publish(2, "open-b");
            relay.publish("/orders", "order", RawJson.number(3));
            assertThat(client.textUntil(END)).contains("data: 2\n");
            assertThat(orders.textUntil(END)).contains("event: order\ndata: 3\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/events?rooms=,400",
        "/events?rooms=closed,403",
        "/events?since=,400",
        "/events?since=%00,400",
        "/events?namespace=nowhere,400",
    })
    void whatCannotBeHeardIsRefusedBeforeTheStream(String path, int status) {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            RawResponse refusal = client.response();
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.text()).isNotBlank();
            // The connection is as good as before.
            client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
        }
    }

    @Test
    void onlyPagesOfKnownOriginsMayRead() {
        try (RawConnection client = RawConnection.open(relay.port())) {
            client.send("GET /events HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(403);
            client.send("OPTIONS /events HTTP/1.1\r\nHost: localhost\r\nOrigin: https://good.example\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(204);
            client.send("POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(405);
        }
    }

    @Test
    void aStreamEndsCleanlyWhenTheRelayGoes() {
        try (RawConnection client = open("/events", "")) {
            client.textUntil(END);
            relay.publish(1);
            client.textUntil(END);
            relay.closeClients();
            client.expectEnd();
        }
        await().until(() -> relay.openConnections() == 0);
    }

    @Test
    void whoDoesNotReadIsCutAndWhoReadsGetsFarMoreThanMayWaitForIt() {
        RawJson large = RawJson.string("x".repeat(40_000));
        for (int i = 0; i < 400; i++) {
            relay.publish("/", "large", large);
        }
        try (RawConnection patient = RawConnection.open(relay.port());
                RawConnection deaf = RawConnection.openWithSmallWindow(relay.port())) {
            deaf.send("GET /events?since=epoch-0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            patient.send("GET /events?since=epoch-0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            patient.head();
            for (int i = 0; i <= 400; i++) {
                assertThat(patient.textUntil(END)).contains("id: epoch-" + Integer.toString(i, 36) + "\n");
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> relay.openConnections() == 1);
            deaf.awaitEnd();
            relay.publish(401);
            assertThat(patient.textUntil(END)).contains("data: 401\n");
        }
    }

    @Test
    void requestsBehindAStreamAreNotLookedAt() {
        try (RawConnection client = RawConnection.open(relay.port())) {
            String request = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            client.send(request + request + request);
            client.head();
            client.textUntil(END);
            client.send("anything");
            relay.publish(1);
            assertThat(client.textUntil(END)).contains("data: 1\n");
            assertThat(relay.openConnections()).isEqualTo(1);
        }
    }

    private RawConnection open(String path, String headers) {
        RawConnection client = RawConnection.open(relay.port());
        client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
        assertThat(client.head().status()).isEqualTo(200);
        return client;
    }
}
