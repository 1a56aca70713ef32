package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The demo page in a browser, as its readers see and use it. */
final class BoardPage {

    private static final By CARDS = By.cssSelector("#board > li");

    private final ChromeDriver driver;

    BoardPage(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The ids of the items on the board, from first to last. */
    List<String> items() {
        try {
            return driver.findElements(CARDS).stream()
                    .map(card -> card.getDomAttribute("data-item-id"))
                    .toList();
        } catch (StaleElementReferenceException goneMeanwhile) {
            return items();
        }
    }

    void awaitItems(String... ids) {
        eventually().untilAsserted(() -> assertThat(items()).containsExactlyInAnyOrder(ids));
    }

    /** What the badge says: {@code live}, {@code reconnecting} or {@code offline}. */
    String connection() {
        return driver.findElement(By.id("connection")).getDomAttribute("data-state");
    }

    void awaitConnection(String state) {
        eventually().untilAsserted(() -> assertThat(connection()).isEqualTo(state));
    }

    /** How many pages are open, as the page says. */
    String clients() {
        return text("#clients");
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    boolean isShown(String selector) {
        return driver.findElement(By.cssSelector(selector)).isDisplayed();
    }

    /** Clicks the button that removes an item; a card that still slides may have to be clicked again. */
    void remove(String id) {
        eventually()
                .ignoreExceptionsMatching(WebDriverException.class::isInstance)
                .until(() -> {
                    driver.findElement(By.cssSelector("#board > li[data-item-id='" + id + "'] button.remove"))
                            .click();
                    return true;
                });
    }

    /** Fills in the form and sends it with the keyboard. */
    void add(String name, String price, String stock) {
        WebElement form = driver.findElement(By.id("add-item"));
        form.findElement(By.name("name")).sendKeys(name);
        form.findElement(By.name("price")).sendKeys(price);
        form.findElement(By.name("stock")).sendKeys(stock, Keys.ENTER);
    }

    /** Presses a key, wherever the focus is. */
    void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** The id of the item whose button has the focus; empty when the focus is elsewhere. */
    String focusedItem() {
        Object id = driver.executeScript("return document.activeElement.closest('#board > li')?.dataset.itemId ?? ''");
        return String.valueOf(id);
    }

    /** Leaves a mark that a reload would wipe away. */
    void mark() {
        driver.executeScript("window.markOfTheTest = true");
    }

    boolean isMarked() {
        return Boolean.TRUE.equals(driver.executeScript("return window.markOfTheTest === true"));
    }
}
