package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.AbsentClient;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final Duration WINDOW = Duration.ofMinutes(2);

    private final ManualClock clock = new ManualClock();
    private final ManualExecutor here = new ManualExecutor();
    private final Recovery recovery = new Recovery(WINDOW, clock::nanos);
    private final List<Optional<AbsentClient>> claimed = new ArrayList<>();

    @Test
    void aSessionIsGivenAwayOnce() {
        AbsentClient client = client("secret");
        recovery.away(client);
        claim("secret");
        claim("secret");
        assertThat(claimed).containsExactly(Optional.of(client), Optional.empty());
        assertThat(recovery.absent()).isEmpty();
    }

    @Test
    void whoStaysAwayForTooLongIsForgotten() {
        recovery.away(client("a"));
        clock.advance(Duration.ofMinutes(1));
        recovery.away(client("b"));
        clock.advance(Duration.ofMinutes(1).plusMillis(1));
        claim("a");
        assertThat(claimed).containsExactly(Optional.empty());
        recovery.away(client("c"));
        assertThat(recovery.absent()).extracting(AbsentClient::key).containsExactly("b", "c");
        assertThat(recovery.absent().getFirst().left()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whoHasLeftForGoodIsNotToBeFound() {
        recovery.arrived("a", () -> {}, here);
        recovery.gone("a");
        claim("a");
        assertThat(claimed).containsExactly(Optional.empty());
    }

    @Test
    void aConnectionThatStillLooksAliveIsToldToGo() {
        ManualExecutor there = new ManualExecutor() {
            @Override
            public boolean isCurrent() {
                return false;
            }
        };
        AbsentClient client = client("a");
        recovery.arrived("a", () -> recovery.away(client), there);
        claim("a");
        claim("a");
        assertThat(claimed).containsExactly(Optional.empty());
        there.runAll();
        here.runAll();
        assertThat(claimed).containsExactly(Optional.empty(), Optional.of(client));
    }

    @Test
    void aConnectionOfAThreadThatHasStoppedIsNotWaitedFor() {
        ManualExecutor there = new ManualExecutor() {
            @Override
            public boolean isCurrent() {
                return false;
            }
        };
        recovery.arrived("a", () -> {}, there);
        there.stop();
        claim("a");
        assertThat(claimed).containsExactly(Optional.empty());
    }

    @Test
    void whoIsAwayTakesNoMoreThanSoMuchMemory() {
        Map<String, Long> rooms = new java.util.HashMap<>();
        IntStream.range(0, 128).forEach(i -> rooms.put("r".repeat(190) + i, 0L));
        long most = 64L << 20;
        for (int i = 0; i < 2_000; i++) {
            recovery.away(new AbsentClient("key" + i, "id", "/", rooms, "e-0", WINDOW));
        }
        List<AbsentClient> absent = recovery.absent();
        assertThat(absent.stream().mapToLong(AbsentClient::size).sum()).isBetween(most / 2, most);
        assertThat(absent.getLast().key()).isEqualTo("key1999");
    }

    @Test
    void theSecretIsNotInALog() {
        assertThat(client("secret").toString()).doesNotContain("secret");
    }

    private void claim(String key) {
        recovery.claim(key, here, claimed::add);
    }

    private static AbsentClient client(String key) {
        return new AbsentClient(key, "id", "/", Map.of("room", 3L), "e-0", WINDOW);
    }
}
