package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.ShardExecutor;
import io.queuewire.testkit.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeoutWheelTest {

    private final ManualExecutor loop = new ManualExecutor();
    private final TimeoutWheel wheel = new TimeoutWheel(loop::schedule, loop::nanoTime);
    private final List<String> ran = new ArrayList<>();

    @Test
    void aTaskRunsOnceNotBeforeItsTimeAndATickLaterAtMost() {
        schedule("a", Duration.ofSeconds(1));
        loop.advance(Duration.ofMillis(999));
        assertThat(ran).isEmpty();
        loop.advance(TimeoutWheel.TICK.plusMillis(1));
        assertThat(ran).containsExactly("a");
        loop.advance(Duration.ofMinutes(1));
        assertThat(ran).containsExactly("a");
    }

    @Test
    void whatIsDueLaterThanAWholeTurnWaitsForItsOwn() {
        schedule("in an hour", Duration.ofHours(1));
        schedule("soon", Duration.ofSeconds(1));
        loop.advance(Duration.ofMinutes(59));
        assertThat(ran).containsExactly("soon");
        loop.advance(Duration.ofMinutes(2));
        assertThat(ran).containsExactly("soon", "in an hour");
    }

    @Test
    void aCancelledTaskNeverRunsAndItsNeighboursDo() {
        schedule("a", Duration.ofSeconds(1));
        ShardExecutor.Timeout cancelled = schedule("b", Duration.ofSeconds(1));
        schedule("c", Duration.ofSeconds(1));
        cancelled.cancel();
        cancelled.cancel();
        loop.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aTaskMayCancelAnotherThatIsDueWithIt() {
        List<ShardExecutor.Timeout> both = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            both.add(wheel.schedule(Duration.ofSeconds(1), () -> {
                ran.add(name);
                both.forEach(ShardExecutor.Timeout::cancel);
            }));
        }
        loop.advance(Duration.ofSeconds(2));
        assertThat(ran).hasSize(1);
    }

    @Test
    void aTaskMayScheduleItselfAgain() {
        again();
        loop.advance(Duration.ofSeconds(10));
        assertThat(ran).hasSizeBetween(9, 10);
    }

    private void again() {
        wheel.schedule(Duration.ofSeconds(1), () -> {
            ran.add("again");
            again();
        });
    }

    @Test
    void aTaskThatFailsTakesNoOtherWithIt() {
        wheel.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("unforeseen");
        });
        schedule("a", Duration.ofSeconds(1));
        wheel.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("unforeseen");
        });
        loop.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("a");
    }

    @Test
    void anEmptyWheelNeedsNoAlarm() {
        assertThat(loop.scheduledTasks()).isZero();
        schedule("a", Duration.ofSeconds(30)).cancel();
        loop.advance(Duration.ofMinutes(1));
        assertThat(loop.scheduledTasks()).isZero();
    }

    @Test
    void aLoopThatWasHeldUpForLongerThanATurnForgetsNothing() {
        for (int i = 0; i < 100; i++) {
            schedule("task " + i, Duration.ofMillis(37L * i));
        }
        loop.advanceUnheard(Duration.ofMinutes(5));
        loop.advance(Duration.ZERO);
        assertThat(ran).hasSize(100);
    }

    @Test
    void whateverIsScheduledAndCancelledTheRestRunsInTime() {
        long seed = new Random().nextLong();
        System.out.println("timeouts: seed " + seed);
        Random random = new Random(seed);
        Map<Integer, Long> dueByTask = new HashMap<>();
        Map<Integer, ShardExecutor.Timeout> timeouts = new HashMap<>();
        for (int task = 0; task < 5_000; task++) {
            int id = task;
            long delay = random.nextLong(Duration.ofSeconds(40).toNanos());
            dueByTask.put(id, loop.nanoTime() + delay);
            timeouts.put(id, wheel.schedule(Duration.ofNanos(delay), () -> {
                long late = loop.nanoTime() - dueByTask.remove(id);
                assertThat(late).isBetween(0L, TimeoutWheel.TICK.toNanos());
                timeouts.remove(id);
            }));
            int other = random.nextInt(task + 1);
            if (random.nextInt(3) == 0 && timeouts.containsKey(other)) {
                timeouts.remove(other).cancel();
                dueByTask.remove(other);
            }
            loop.advance(Duration.ofNanos(random.nextLong(20_000_000)));
        }
        loop.advance(Duration.ofMinutes(1));
        assertThat(dueByTask).isEmpty();
        assertThat(loop.scheduledTasks()).isZero();
    }

    private ShardExecutor.Timeout schedule(String name, Duration delay) {
        return wheel.schedule(delay, () -> ran.add(name));
    }
}
