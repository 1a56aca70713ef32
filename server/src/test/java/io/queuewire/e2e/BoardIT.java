package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.RequiresTool;
import io.queuewire.testkit.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The demo page in a real browser, open twice, with everything behind it real too. */
@RequiresTool(Tool.CHROMIUM)
class BoardIT {

    @TempDir
    private static Path folder;

    private static EmbeddedQueue service;
    private static List<Browser> browsers;

    private TestQueue queue;
    private RelayFixture relay;
    private BoardPage first;
    private BoardPage second;

    @BeforeAll
    static void startBrowsers() throws Exception {
        service = EmbeddedQueue.start(0, Optional.empty());
        browsers = List.of(Browser.start(folder.resolve("first")), Browser.start(folder.resolve("second")));
    }

    @AfterAll
    static void stopBrowsers() {
        browsers.forEach(Browser::close);
        service.close();
    }

    @BeforeEach
    void openThePageTwice(TestInfo test) {
        queue = TestQueue.create(
                service.endpoint(), test.getTestMethod().orElseThrow().getName());
        relay = start("port=0");
        first = browsers.getFirst().open(relay.address());
        second = browsers.getLast().open(relay.address());
        first.awaitConnection("live");
        second.awaitConnection("live");
    }

    private RelayFixture start(String port) {
        return RelayFixture.start(queue.andAlso("demo=on", "presence=on", port));
    }

    @AfterEach
    void leaveThePage() {
        browsers.forEach(Browser::leave);
        relay.close();
        queue.close();
    }

    private static List<String> complaints() {
        return browsers.stream()
                .flatMap(browser -> browser.complaints().stream())
                .toList();
    }

    @Test
    void itemsShowOnBothPagesAndWhatOneRemovesVanishesOnTheOther() {
        queue.send(item("lamp-1", "Brass lamp"));
        queue.send(item("stool-1", "Oak stool 🪑"));
        first.awaitItems("lamp-1", "stool-1");
        second.awaitItems("lamp-1", "stool-1");

        first.remove("lamp-1");

        second.awaitItems("stool-1");
        first.awaitItems("stool-1");
        assertThat(second.text("#board > li")).contains("Oak stool 🪑");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void pagesKnowHowManyTheyAre() {
        eventually().untilAsserted(() -> assertThat(first.clients()).isEqualTo("2"));
        eventually().untilAsserted(() -> assertThat(second.clients()).isEqualTo("2"));

        try (JavaClient third = JavaClient.connect(relay.address())) {
            assertThat(third.connections()).isOne();
            eventually().untilAsserted(() -> assertThat(first.clients()).isEqualTo("3"));
            eventually().untilAsserted(() -> assertThat(second.clients()).isEqualTo("3"));
        }

        eventually().untilAsserted(() -> assertThat(first.clients()).isEqualTo("2"));
        assertThat(complaints()).isEmpty();
    }

    @Test
    void theFormAddsAnItemThroughTheQueue() {
        first.add("Copper kettle", "64.50", "5");

        eventually().untilAsserted(() -> assertThat(second.items()).hasSize(1));
        assertThat(second.text("#board > li")).contains("Copper kettle", "64.50", "5");
        eventually().untilAsserted(() -> assertThat(first.text("#add-outcome")).contains("On the queue"));
        assertThat(new Management(relay.management()).messages("delivered")).isEqualTo(1);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void anItemIsRemovedWithTheKeyboard() {
        queue.send(item("lamp-1", "Brass lamp"));
        first.awaitItems("lamp-1");
        queue.send(item("stool-1", "Oak stool"));
        first.awaitItems("lamp-1", "stool-1");

        eventually().until(() -> {
            first.press(Keys.TAB);
            return first.focusedItem().equals("stool-1");
        });
        first.press(Keys.ENTER);

        first.awaitItems("lamp-1");
        second.awaitItems("lamp-1");
        assertThat(first.focusedItem()).as("the focus stays on the board").isEqualTo("lamp-1");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void bothPagesSurviveARestartOfTheRelayWithoutAReload() {
        queue.send(item("lamp-1", "Brass lamp"));
        first.awaitItems("lamp-1");
        second.awaitItems("lamp-1");
        first.mark();
        second.mark();
        assertThat(complaints()).isEmpty();
        String port = "port=" + relay.port();

        relay.close();
        first.awaitConnection("reconnecting");
        second.awaitConnection("reconnecting");
        relay = start(port);

        first.awaitConnection("live");
        second.awaitConnection("live");
        queue.send(item("stool-1", "Oak stool"));
        first.awaitItems("lamp-1", "stool-1");
        second.awaitItems("lamp-1", "stool-1");
        second.remove("lamp-1");
        first.awaitItems("stool-1");
        assertThat(first.isMarked()).isTrue();
        assertThat(second.isMarked()).isTrue();
        assertThat(complaints())
                .as("what is not about connections that failed meanwhile")
                .filteredOn(complaint -> !complaint.contains("net::ERR_CONNECTION_REFUSED"))
                .isEmpty();
    }

    @Test
    void aPlainRelayOffersNoForm() {
        try (RelayFixture plain = RelayFixture.start(queue.andAlso())) {
            BoardPage page = browsers.getFirst().open(plain.address());
            page.awaitConnection("live");
            eventually().until(() -> page.isShown("#add-by-hand"));
            assertThat(page.isShown("#add-item")).isFalse();
            assertThat(page.isShown("#clients")).isFalse();
            browsers.getFirst().leave();
        }
    }

    @Test
    void thePageCanBeLookedAt() throws Exception {
        List<String> names = List.of(
                "Oak stool",
                "Linen throw",
                "Copper kettle",
                "Wool blanket",
                "Walnut tray",
                "Paper lantern",
                "Marble bowl",
                "Stoneware mug",
                "Cork basket",
                "Willow bench",
                "Slate clock",
                "Glass vase",
                "Velvet cushion",
                "Brass lamp");
        for (String name : names) {
            queue.send(item(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), name));
        }
        eventually().untilAsserted(() -> assertThat(first.items()).hasSize(names.size()));

        Browser browser = browsers.getFirst();
        browser.photograph("board-light", 1280, 900, "light");
        browser.photograph("board-dark", 1280, 900, "dark");
        browser.photograph("board-phone", 390, 844, "light");
        browser.photograph("board-phone-dark", 390, 844, "dark");
        assertThat(complaints()).isEmpty();
    }

    private static String item(String id, String name) {
        int price = 500 + Math.floorMod(id.hashCode(), 15_000);
        return "{\"id\":\"%s\",\"name\":\"%s\",\"price\":%d.%02d,\"stock\":%d,\"sentAt\":%d}"
                .formatted(
                        id,
                        name,
                        price / 100,
                        price % 100,
                        Math.floorMod(name.hashCode(), 40),
                        System.currentTimeMillis());
    }
}
