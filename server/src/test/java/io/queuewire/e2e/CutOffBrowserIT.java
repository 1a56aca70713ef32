package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.CutProxy;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of the demo in a real browser whose network goes and comes back. */
@RequiresTool(Tool.CHROMIUM)
class CutOffBrowserIT {

    @TempDir
    private static Path folder;

    private static EmbeddedQueue service;
    private static Browser browser;

    @BeforeAll
    static void startBrowser() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
        service.close();
    }

    @Test
    void aBoardThatWasCutOffEndsAsEveryoneElsesDoes() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "cut-board");
                RelayFixture relay = RelayFixture.start(queue.andAlso("presence=on"));
                CutProxy network = CutProxy.to(relay.port());
                JavaClient bystander = JavaClient.connect(relay.address())) {
            assertThat(bystander.connections()).isOne();
            BoardPage page = browser.open(URI.create("http://127.0.0.1:" + network.port() + "/"));
            page.awaitConnection("live");
            queue.sendAll(items(0, 3));
            page.awaitItems(ids(0, 3));

            network.cut();
            page.awaitConnection("reconnecting");
            queue.sendAll(items(3, 50));
            eventually().until(() -> new Management(relay.management()).messages("delivered") == 53);
            network.mend();

            page.awaitItems(ids(0, 53));
            browser.leave();
        }
    }

    @Test
    void aPageThatOpensNowIsNotEmpty() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "late-board");
                RelayFixture relay = RelayFixture.start(queue.andAlso())) {
            queue.sendAll(items(0, 5));
            eventually().until(() -> new Management(relay.management()).messages("no_audience") == 5);

            browser.open(relay.address()).awaitItems(ids(0, 5));

            browser.leave();
        }
    }

    @Test
    void threeProtocolsThatAreCutOffHoldTheSameInTheEnd() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "protocols");
                RelayFixture relay = RelayFixture.start(queue.andAlso("presence=on"))) {
            BoardPage page = browser.open(relay.address().resolve("protocols.html"));
            for (String lane : List.of("socketio", "websocket", "events")) {
                eventually().until(() -> page.text("#lane-" + lane + " .state").equals("Live"));
            }
            queue.sendAll(items(0, 2));
            awaitTally(page, "2 messages");

            page.click("#seconds option[value='3']");
            page.click("#cut");
            queue.sendAll(items(2, 20));

            awaitTally(page, "22 messages, 20 of them caught up");
            eventually()
                    .untilAsserted(() -> assertThat(page.text("#verdict"))
                            .isEqualTo("20 messages caught up. All three hold the same, in the same order, and nothing"
                                    + " twice."));
            assertThat(page.text("#lane-websocket .frames")).contains("\"position\":");
            assertThat(page.text("#lane-events .frames")).contains("id: ");
            assertThat(page.text("#lane-socketio .frames")).contains("42[\"item_added\"");
            browser.photograph("protocols-light", 1280, 900, "light");
            browser.photograph("protocols-dark", 1280, 900, "dark");
            browser.photograph("protocols-phone", 390, 844, "light");
            assertThat(browser.complaints()).isEmpty();
            browser.leave();
        }
    }

    @Test
    void roomsOfThreeProtocolsOutlastACutAndTheirMembersAreCounted() throws Exception {
        try (TestQueue queue = TestQueue.create(service.endpoint(), "rooms");
                RelayFixture relay = RelayFixture.start(queue.andAlso("presence=on"))) {
            BoardPage page = browser.open(relay.address().resolve("protocols.html"));
            for (String lane : List.of("socketio", "websocket", "events")) {
                eventually().until(() -> page.text("#lane-" + lane + " .state").equals("Live"));
            }
            awaitOutcome(page, "presence", "Socket.IO and WebSocket: 0 clients in orders.");
            page.click("#rooms [value='join']");
            eventually()
                    .untilAsserted(() -> assertThat(page.text("#rooms-outcome"))
                            .isEqualTo("Socket.IO, WebSocket and Server-Sent Events: now in orders."));
            awaitOutcome(page, "presence", "Socket.IO and WebSocket: 3 clients in orders.");
            assertThat(page.text("#lane-socketio .frames"))
                    .contains("[\"presence\",\"orders\"]", "[{\"ok\":true,\"clients\":3}]");
            assertThat(page.text("#lane-websocket .frames"))
                    .contains("{\"type\":\"presence\",\"room\":\"orders\",\"id\":", ",\"clients\":3}");
            assertThat(page.text("#lane-events .frames")).contains("cannot ask", "&rooms=orders");
            browser.photograph("rooms-light", 1280, 900, "light");
            browser.photograph("rooms-dark", 1280, 900, "dark");
            browser.photograph("rooms-phone", 390, 844, "light");

            page.click("#cut");
            awaitOutcome(page, "presence", "Socket.IO and WebSocket: not connected.");
            eventually().untilAsserted(() -> assertThat(page.text("#verdict")).contains("All three hold the same"));
            awaitOutcome(page, "presence", "Socket.IO and WebSocket: 3 clients in orders.");

            page.click("#rooms [name='socketio']");
            page.click("#rooms [name='events']");
            awaitOutcome(page, "leave", "WebSocket: not in orders.");
            awaitOutcome(page, "presence", "WebSocket: 2 clients in orders.");
            assertThat(browser.complaints()).isEmpty();
            browser.leave();
        }
    }

    /** Asks again and again, but no faster than a client may. */
    private static void awaitOutcome(BoardPage page, String request, String outcome) {
        eventually().pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            page.click("#rooms [value='" + request + "']");
            assertThat(page.text("#rooms-outcome")).isEqualTo(outcome);
        });
    }

    private static void awaitTally(BoardPage page, String tally) {
        for (String lane : List.of("socketio", "websocket", "events")) {
            eventually()
                    .untilAsserted(() ->
                            assertThat(page.text("#lane-" + lane + " .tally")).isEqualTo(tally));
        }
    }

    private static List<String> items(int first, int count) {
        return Stream.of(ids(first, count))
                .map(id -> "{\"id\":\"%s\",\"name\":\"Lamp\",\"sentAt\":%d}".formatted(id, System.currentTimeMillis()))
                .toList();
    }

    private static String[] ids(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> "item-" + i).toArray(String[]::new);
    }
}
