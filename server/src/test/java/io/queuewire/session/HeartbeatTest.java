package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeartbeatTest {

    private static final Duration INTERVAL = Duration.ofSeconds(25);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration INSTANT = Duration.ofNanos(1);

    private final ManualExecutor executor = new ManualExecutor();
    private final Heartbeat heartbeat = new Heartbeat(
            new Heartbeat.Schedule(INTERVAL, TIMEOUT), executor, () -> this.pings++, () -> this.timeouts++);
    private int pings;
    private int timeouts;

    static LongStream seeds() {
        return Seeds.some(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFirstPingsOfManyClientsSpreadOverTheInterval(long seed) {
        int[] pingsInTenth = new int[10];
        Random random = new Random(seed);
        Heartbeat.Schedule schedule = new Heartbeat.Schedule(INTERVAL, TIMEOUT);

        for (int client = 0; client < 10_000; client++) {
            Duration first = schedule.untilFirstPing(random);
            assertThat(first).isBetween(Duration.ofMillis(200), INTERVAL);
            pingsInTenth[(int) ((first.toNanos() - 1) * 10 / INTERVAL.toNanos())]++;
        }

        assertThat(Arrays.stream(pingsInTenth)).allMatch(count -> count > 800 && count < 1_200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aShortIntervalKeepsTheTimeOfArrivalFreeToo(long seed) {
        Random random = new Random(seed);
        Heartbeat.Schedule schedule = new Heartbeat.Schedule(Duration.ofMillis(300), TIMEOUT);

        assertThat(random.ints(1_000).mapToObj(any -> schedule.untilFirstPing(random)))
                .allMatch(first ->
                        first.compareTo(Duration.ofMillis(200)) >= 0 && first.compareTo(Duration.ofMillis(300)) <= 0);
    }

    @Test
    void theShortestIntervalHasItsFirstPingToo() {
        assertThat(new Heartbeat.Schedule(Duration.ofMillis(1), TIMEOUT).untilFirstPing(new Random(1)))
                .isBetween(Duration.ofNanos(750_000), Duration.ofMillis(1));
    }

    @Test
    void theFirstPingComesWithinTheInterval() {
        heartbeat.start();
        executor.advance(INTERVAL);
        assertThat(pings).isEqualTo(1);
    }

    @Test
    void eachLaterPingComesAnIntervalAfterThePong() {
        firstPing();
        executor.advance(Duration.ofSeconds(7));
        heartbeat.pong();

        executor.advance(INTERVAL.minus(INSTANT));
        assertThat(pings).isEqualTo(1);

        executor.advance(INSTANT);
        assertThat(pings).isEqualTo(2);
        assertThat(timeouts).isZero();
    }

    @Test
    void aClientThatDoesNotAnswerInTimeIsGivenUp() {
        firstPing();
        executor.advance(TIMEOUT.minus(INSTANT));
        assertThat(timeouts).isZero();

        executor.advance(INSTANT);
        assertThat(timeouts).isEqualTo(1);
    }

    @Test
    void aPongInTheLastMomentCounts() {
        firstPing();
        executor.advance(TIMEOUT.minus(INSTANT));
        heartbeat.pong();
        executor.advance(INSTANT);
        assertThat(timeouts).isZero();
    }

    @Test
    void pongsThatNobodyAskedForDoNotPutOffThePing() {
        heartbeat.start();
        for (int millis = 0; millis < INTERVAL.toMillis(); millis += 500) {
            heartbeat.pong();
            executor.advance(Duration.ofMillis(500));
        }
        assertThat(pings).isEqualTo(1);
        assertThat(executor.scheduledTasks()).isEqualTo(1);
    }

    @Test
    void aSecondPongChangesNothing() {
        firstPing();
        heartbeat.pong();
        executor.advance(Duration.ofSeconds(10));
        heartbeat.pong();
        executor.advance(Duration.ofSeconds(15));
        assertThat(pings).isEqualTo(2);
    }

    @Test
    void nothingIsScheduledAfterTheEnd() {
        heartbeat.start();
        heartbeat.stop();
        assertThat(executor.scheduledTasks()).isZero();
    }

    @Test
    void nothingIsScheduledAfterAnEndBetweenPingAndPong() {
        firstPing();
        heartbeat.stop();
        assertThat(executor.scheduledTasks()).isZero();
    }

    private void firstPing() {
        heartbeat.start();
        executor.advanceToNextTask();
        assertThat(pings).isEqualTo(1);
    }
}
