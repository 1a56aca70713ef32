package io.queuewire.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000;

    private final Schedule schedule = new Schedule();

    @Test
    void nothingIsDueBeforeAStart() {
        schedule.take(new Order.Credit(100), 0);

        assertThat(schedule.early(0)).isEqualTo(Schedule.NEVER);
    }

    @Test
    void withoutARateMessagesFlowAsLongAsThereIsCredit() {
        schedule.take(new Order.Start(0, 100, Long.MAX_VALUE, 1, 3), 0);

        assertThat(schedule.early(5)).isZero();
        assertThat(schedule.message(5)).startsWith("{\"seq\":1,\"ts\":5,").hasSize(100);
        assertThat(schedule.message(6)).startsWith("{\"seq\":2,\"ts\":6,");
        assertThat(schedule.early(6)).isEqualTo(Schedule.NEVER);

        schedule.take(new Order.Credit(4), 7);

        assertThat(schedule.early(7)).isZero();
    }

    @Test
    void aRateCountsFromTheStartSoThatDelayIsCaughtUp() {
        schedule.take(new Order.Start(10, 100, 3, 1, 1_000), SECOND);

        assertThat(schedule.early(SECOND)).isZero();
        schedule.message(SECOND);
        assertThat(schedule.early(SECOND)).isEqualTo(SECOND / 10);
        schedule.message(SECOND);
        assertThat(schedule.early(2 * SECOND)).isNegative();
        schedule.message(2 * SECOND);
        assertThat(schedule.early(2 * SECOND)).as("all three are published").isEqualTo(Schedule.NEVER);
    }

    @Test
    void aMessageIsNeverCutShort() {
        schedule.take(new Order.Start(0, 1, 1, 7, 8), 0);

        assertThat(schedule.message(9)).isEqualTo("{\"seq\":7,\"ts\":9,\"pad\":\"\"}");
    }
}
