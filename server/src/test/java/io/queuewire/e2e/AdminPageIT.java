package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The page for operators in a real browser. */
@RequiresTool(Tool.CHROMIUM)
class AdminPageIT {

    @TempDir
    private static Path profile;

    @Test
    void anOperatorSeesEverythingAndPausesAQueue() throws Exception {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue queue = TestQueue.create(service.endpoint(), "watched");
                RelayFixture relay = RelayFixture.start(queue.andAlso());
                JavaClient client = JavaClient.connect(relay.address());
                Browser browser = Browser.start(profile)) {
            assertThat(client.connections()).isOne();
            LoggerFactory.getLogger(AdminPageIT.class).warn("<img src=x> is not to be shown as an image");
            // A relay that has not polled yet says so with 503, and the browser complains of that.
            Management management = new Management(relay.management());
            eventually().until(() -> management.readiness().statusCode() == 200);
            BoardPage page = browser.open(relay.management().resolve("admin"));

            awaitText(page, "#health", "ready");
            awaitText(page, "#clients", "1\nall");
            awaitText(page, "#kept", "No messages are kept for clients that come back.");
            awaitText(page, "#queues", "watched");
            awaitText(page, "#queues", "polling");
            awaitText(page, "#latency", "event loop lag");
            awaitText(page, "#rates", "no_audience");
            awaitText(page, "#threads", "queuewire-loop-");
            awaitText(page, "#threads", "queuewire-poll-watched-1");
            awaitText(page, "#problems", "<img src=x> is not to be shown as an image");
            queue.send("{\"id\":1}");
            awaitText(page, "#kept", "Kept for clients that come back: 1 message, ");

            page.click("#queues button");
            awaitText(page, "#queues", "paused");
            assertThat(management.get("admin/queues").body()).contains("\"state\":\"paused\"");
            page.click("#queues button");
            awaitText(page, "#queues", "polling");

            browser.photograph("admin-light", 1280, 1700, "light");
            browser.photograph("admin-dark", 1280, 1700, "dark");
            browser.photograph("admin-phone", 390, 2400, "dark");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void awaitText(BoardPage page, String element, String text) {
        eventually().untilAsserted(() -> assertThat(page.text(element)).contains(text));
    }
}
