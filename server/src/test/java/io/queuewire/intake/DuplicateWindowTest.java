package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateWindowTest {

    private final ManualClock clock = new ManualClock();
    private final DuplicateWindow window = new DuplicateWindow(Duration.ofMinutes(5), clock::nanos);

    @Test
    void anIdIsRememberedForAsLongAsTheWindow() {
        window.remember("a");

        clock.advance(Duration.ofMinutes(5));
        assertThat(window.contains("a")).isTrue();
        assertThat(window.contains("b")).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(window.contains("a")).isFalse();
    }

    @Test
    void anIdThatEndsAgainIsRememberedAnew() {
        window.remember("a");
        clock.advance(Duration.ofMinutes(4));
        window.remember("b");
        window.remember("a");

        clock.advance(Duration.ofMinutes(4));

        window.remember("c");
        assertThat(window.contains("a")).isTrue();
    }

    @Test
    void theOldestOfMoreThanAHundredThousandIsForgotten() {
        IntStream.rangeClosed(0, 100_000).forEach(i -> window.remember("id-" + i));

        assertThat(window.contains("id-0")).isFalse();
        assertThat(window.contains("id-1")).isTrue();
        assertThat(window.contains("id-100000")).isTrue();
    }

    @Test
    void withoutALengthNothingIsRemembered() {
        DuplicateWindow off = new DuplicateWindow(Duration.ZERO, clock::nanos);

        off.remember("a");

        assertThat(off.contains("a")).isFalse();
    }
}
