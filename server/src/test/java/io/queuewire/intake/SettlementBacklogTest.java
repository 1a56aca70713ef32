package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.SettlementWork.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlementBacklogTest {

    private static final long LINGER = 100;
    private static final int BATCH = QueueConnection.BATCH;

    private final SettlementBacklog backlog = new SettlementBacklog(Duration.ofNanos(LINGER));

    @Test
    void fewerThanABatchWaitForMoreFromTheFirstOneOn() {
        add("a", 0);
        add("b", 90);

        assertThat(next(99)).isEmpty();
        assertThat(backlog.nextDue(false)).isEqualTo(100);
        assertThat(next(100)).containsExactly("a", "b");
        assertThat(backlog.nextDue(false)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFullBatchWaitsForNothingAndWhatIsOverWaitsOn() {
        List<String> names = addMany(BATCH + 3, 0);

        assertThat(next(0)).containsExactlyElementsOf(names.subList(0, BATCH));
        assertThat(next(0)).isEmpty();
        assertThat(next(LINGER)).containsExactlyElementsOf(names.subList(BATCH, BATCH + 3));
    }

    @Test
    void whatFillsABatchMakesItDueAtOnce() {
        List<Boolean> due = IntStream.rangeClosed(1, 2 * BATCH)
                .mapToObj(i -> add("message " + i, 0))
                .toList();

        assertThat(due.subList(0, BATCH - 1)).containsOnly(false);
        assertThat(due.get(BATCH - 1)).isTrue();
        assertThat(due.subList(BATCH, 2 * BATCH - 1)).containsOnly(false);
        assertThat(due.get(2 * BATCH - 1)).isTrue();
        assertThat(backlog.nextDue(false)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void inAHurryWhatIsFreshIsDueAtOnce() {
        assertThat(backlog.nextDue(true)).isEqualTo(Long.MAX_VALUE);
        add("a", 0);

        assertThat(backlog.nextDue(true)).isEqualTo(Long.MIN_VALUE);
        assertThat(names(backlog.next(0, true))).containsExactly("a");
    }

    @Test
    void withoutALingerEachOneGoesAtOnce() {
        SettlementBacklog fifo = new SettlementBacklog(Duration.ZERO);

        assertThat(fifo.add(message("a"), Duration.ZERO, 7)).isTrue();
        assertThat(fifo.add(message("b"), Duration.ZERO, 7)).isTrue();

        assertThat(names(fifo.next(7, false))).containsExactly("a", "b");
    }

    @Test
    void whatWasRefusedDoesNotFillUpABatchBeforeItsTime() {
        backlog.addAgain(new Task(message("refused"), Duration.ZERO, 50, 1));
        List<String> names = addMany(BATCH - 1, 0);

        assertThat(next(49)).isEmpty();
        assertThat(backlog.nextDue(false)).isEqualTo(50);
        assertThat(next(50)).startsWith("refused").hasSize(BATCH).containsAll(names);
    }

    @Test
    void whatWasRefusedGoesAtItsTimeWithWhatHasCome() {
        backlog.addAgain(new Task(message("later"), Duration.ZERO, 70, 1));
        backlog.addAgain(new Task(message("sooner"), Duration.ZERO, 50, 1));
        add("a", 40);

        assertThat(next(50)).containsExactly("sooner", "a");
        assertThat(next(69)).isEmpty();
        assertThat(next(70)).containsExactly("later");
    }

    @Test
    void whatFailedTogetherIsRepeatedInItsOrder() {
        List<String> names =
                IntStream.range(0, BATCH + 2).mapToObj(i -> "failed " + i).toList();
        names.forEach(name -> backlog.addAgain(new Task(message(name), Duration.ZERO, 50, 0)));
        add("fresh", 0);

        assertThat(next(50)).containsExactlyElementsOf(names.subList(0, BATCH));
        assertThat(next(LINGER)).containsExactly(names.get(BATCH), names.get(BATCH + 1), "fresh");
    }

    /** A stop that made all attempts at once would use them up on a refusal that lasts a moment. */
    @Test
    void inAHurryWhatWasRefusedStillWaitsForItsTime() {
        backlog.addAgain(new Task(message("refused"), Duration.ZERO, 50, 1));
        add("a", 0);

        assertThat(names(backlog.next(0, true))).containsExactly("a");
        assertThat(backlog.nextDue(true)).isEqualTo(50);
        assertThat(backlog.next(49, true)).isEmpty();
        assertThat(names(backlog.next(50, true))).containsExactly("refused");
    }

    private boolean add(String id, long now) {
        return backlog.add(message(id), Duration.ZERO, now);
    }

    private List<String> addMany(int count, long now) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("message " + i);
            add("message " + i, now);
        }
        return names;
    }

    private List<String> next(long now) {
        return names(backlog.next(now, false));
    }

    private static List<String> names(List<Task> tasks) {
        return tasks.stream().map(task -> task.message().id()).toList();
    }

    private static MessageInHand message(String id) {
        return new MessageInHand(ReceivedMessages.of(id, "body"), () -> 0);
    }
}
