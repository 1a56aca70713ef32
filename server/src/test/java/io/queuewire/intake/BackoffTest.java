package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final int MANY = 2_000;

    @Test
    void theCeilingDoublesFromATenthOfASecondToFiveSeconds() {
        assertThat(ceilings(Fault.Kind.PASSING))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
    }

    @Test
    void theCeilingOfConfigurationFaultsIsThirtySeconds() {
        assertThat(ceilings(Fault.Kind.CONFIGURATION))
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L);
        Backoff backoff = new Backoff(new Random(1));
        IntStream.range(0, 20).forEach(i -> backoff.next(Fault.Kind.CONFIGURATION));
        assertThat(longest(() -> backoff.next(Fault.Kind.CONFIGURATION))).isBetween(29_000L, 30_000L);
    }

    @Test
    void aWaitMayBeAnythingUpToTheCeiling() {
        Backoff backoff = new Backoff(new Random(1));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            backoff.reset();
            waits.add(backoff.next(Fault.Kind.PASSING).toMillis());
        }

        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 100);
        assertThat(waits).anyMatch(wait -> wait < 5).anyMatch(wait -> wait > 95);
    }

    private static List<Long> ceilings(Fault.Kind kind) {
        Random random = new Random(1);
        return IntStream.range(0, 8)
                .mapToObj(failures -> longest(() -> {
                    Backoff backoff = new Backoff(random);
                    IntStream.range(0, failures).forEach(i -> backoff.next(kind));
                    return backoff.next(kind);
                }))
                // The longest of many comes close to the ceiling, which is a round number.
                .map(longest -> Math.ceilDiv(longest, 100) * 100)
                .toList();
    }

    private static long longest(Supplier<Duration> wait) {
        return IntStream.range(0, MANY)
                .mapToLong(i -> wait.get().toMillis())
                .max()
                .orElseThrow();
    }
}
