package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.Seeds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DuplicateWindowTest {

    private static final Duration LENGTH = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final DuplicateWindow window = new DuplicateWindow(LENGTH, clock::nanos);

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

    /** A message that is taken for another one would be deleted unseen. */
    @Test
    void idsThatReadLikeTheSameUuidAreDifferent() {
        window.remember("0a000000-0000-0001-0000-000000000000");

        assertThat(window.contains("0A000000-0000-0001-0000-000000000000")).isFalse();
        assertThat(window.contains("a000000-00000-0001-0000-000000000000")).isFalse();
        assertThat(window.contains("0a000000-0000-0001-0000-000000000000")).isTrue();
    }

    static LongStream seeds() {
        return Seeds.some(3);
    }

    /** UUIDs, and names that are none, some of them as long as one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void itKnowsWhatAListWouldKnow(long seed) {
        Random random = new Random(seed);
        List<String> ids = IntStream.range(0, 5_000)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> new UUID(random.nextLong(), random.nextLong()).toString();
                    case 1 -> "name-" + i;
                    default -> "a name of the length of a UUID, %05d".formatted(i);
                })
                .toList();
        Map<String, Long> ended = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(300)));
            String id = ids.get(random.nextInt(ids.size()));
            Long since = ended.get(id);
            boolean known = since != null && clock.nanos() - since <= LENGTH.toNanos();
            assertThat(window.contains(id)).as("%s in step %d", id, step).isEqualTo(known);
            if (random.nextBoolean()) {
                window.remember(id);
                ended.put(id, clock.nanos());
            }
        }
    }

    @Test
    void withoutALengthNothingIsRemembered() {
        DuplicateWindow off = new DuplicateWindow(Duration.ZERO, clock::nanos);

        off.remember("a");

        assertThat(off.contains("a")).isFalse();
    }
}
