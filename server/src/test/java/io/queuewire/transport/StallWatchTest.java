package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
class StallWatchTest {

    private static final int STALL = 1_000;

    private final StuckChannel channel = new StuckChannel();
    private int stalls;
    private final StallWatch watch = new StallWatch(channel, Duration.ofMillis(STALL), () -> stalls++);

    @AfterEach
    void stop() {
        channel.discard();
    }

    @Test
    void nothingWaitsSoNothingStalls() {
        channel.take(100);
        write(100);
        channel.pass(10 * STALL);
        assertThat(stalls).isZero();
        assertThat(channel.runScheduledPendingTasks())
                .as("timers that are left")
                .isEqualTo(-1);
    }

    @Test
    void bytesThatNobodyTakesForTheWholeTimeAreAStallAndOnlyOne() {
        write(100);
        channel.pass(STALL - 1);
        assertThat(stalls).isZero();
        channel.pass(1);
        assertThat(stalls).isEqualTo(1);
        write(100);
        channel.pass(10 * STALL);
        assertThat(stalls).isEqualTo(1);
    }

    @Test
    void aPeerThatTakesAByteNowAndThenIsSlowAndNotStalled() {
        write(100);
        for (int i = 0; i < 50; i++) {
            channel.pass(STALL - 1);
            channel.take(1);
        }
        assertThat(stalls).isZero();
        channel.pass(2 * STALL);
        assertThat(stalls).isEqualTo(1);
    }

    @Test
    void aPeerThatTakesNothingIsStalledAlsoWhileMoreIsWritten() {
        for (int i = 0; i < 10; i++) {
            write(100);
            channel.pass(STALL / 10);
        }
        assertThat(stalls).isEqualTo(1);
    }

    @Test
    void aPeerThatTakesLessThanIsWrittenIsNotStalled() {
        for (int i = 0; i < 50; i++) {
            write(100);
            channel.take(1);
            channel.pass(STALL / 2);
        }
        assertThat(stalls).isZero();
    }

    @Test
    void anOldStallDoesNotCountForNewBytes() {
        write(100);
        channel.pass(STALL - 1);
        channel.take(100);
        channel.pass(STALL);
        write(100);
        channel.pass(STALL - 1);
        assertThat(stalls).isZero();
        channel.pass(STALL / 2);
        assertThat(stalls).isEqualTo(1);
    }

    @Test
    void whoHasStoppedNoticesNothing() {
        write(100);
        watch.stop();
        channel.pass(10 * STALL);
        assertThat(stalls).isZero();
    }

    private void write(int bytes) {
        long before = watch.waiting();
        channel.write(StuckChannel.bytes(bytes));
        watch.written(before);
        channel.flush();
        watch.flushed();
    }
}
