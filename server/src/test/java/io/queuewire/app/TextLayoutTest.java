package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class TextLayoutTest {

    private final TextLayout layout = new TextLayout();

    @Test
    void aLineHasTimeLevelThreadClassAndMessage() {
        assertThat(layout.doLayout(event("{} clients", 3)))
                .isEqualTo("2026-11-20T08:00:00.000Z INFO  [shard-1] Intake: 3 clients\n");
    }

    @Test
    void contextFollowsTheMessage() {
        LoggingEvent event = event("parked");
        event.setMDCPropertyMap(Map.of("trace", "a\nb"));
        event.setKeyValuePairs(List.of(new KeyValuePair("queue", "orders")));

        assertThat(layout.doLayout(event)).endsWith("Intake: parked trace=a\\u000ab queue=orders\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u001b", "\0", "\u2028", "\u202e", "\u0085", "\u007f"})
    void whatCouldForgeALineIsEscaped(String character) {
        assertThat(layout.doLayout(event("a" + character + "b")))
                .endsWith("Intake: a\\u%04xb\n".formatted((int) character.charAt(0)));
    }

    @Test
    void otherWritingsAndEmojiStayAsTheyAre() {
        assertThat(layout.doLayout(event("größer 数 🎉"))).endsWith("größer 数 🎉\n");
    }

    @Test
    void aStackTraceIsIndentedWhateverItsMessageSays() {
        LoggingEvent event = event("failed");
        event.setThrowableProxy(new ThrowableProxy(
                new IllegalStateException("first\n2026-11-20T08:00:00.000Z INFO  [main] Forged: line")));

        assertThat(layout.doLayout(event).lines().skip(1))
                .hasSizeGreaterThan(2)
                .allSatisfy(line -> assertThat(line).startsWith("    "))
                .anySatisfy(line -> assertThat(line).contains("Forged"));
    }

    private static LoggingEvent event(String message, Object... arguments) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("io.queuewire.intake.Intake"), Level.INFO, message, null, arguments);
        event.setThreadName("shard-1");
        event.setInstant(Instant.parse("2026-11-20T08:00:00Z"));
        return event;
    }
}
