package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WaitersTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Lock lock = new ReentrantLock();
    private final Waiters waiters = new Waiters(lock, () -> 0);
    private final List<Thread> threads = new ArrayList<>();
    /** Those whose wait is over, in that order. */
    private final BlockingQueue<String> back = new LinkedBlockingQueue<>();

    @AfterEach
    void cut() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void theLastOneThatCameIsWokenFirst() throws InterruptedException {
        wait("first", HOUR);
        wait("last", HOUR);

        locked(waiters::wakeOne);
        assertThat(back.poll(5, TimeUnit.SECONDS)).isEqualTo("last");
        locked(waiters::wakeOne);
        assertThat(back.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
    }

    @Test
    void nobodyIsWokenForWhatSomebodyLooksForInTime() {
        wait("one", 2 * HOUR);
        wait("other", 4 * HOUR);

        locked(() -> waiters.wakeOneBy(3 * HOUR));
        assertThat(asleep()).isEqualTo(2);

        locked(() -> waiters.wakeOneBy(HOUR));
        assertThat(asleep()).isEqualTo(1);
    }

    @Test
    @Timeout(20)
    void whatIsDueFromTheBeginningOfTimeIsNotWaitedFor() throws InterruptedException {
        Waiters later = new Waiters(lock, () -> 1);
        lock.lock();
        try {
            later.await(Long.MIN_VALUE);
            assertThat(later.asleep()).isZero();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void whoeverIsAwakeWillLook() throws InterruptedException {
        wait("one", 2 * HOUR);
        wait("other", 2 * HOUR);

        locked(() -> {
            waiters.wakeOne();
            waiters.wakeOneBy(HOUR);
        });
        assertThat(asleep()).isEqualTo(1);

        back.poll(5, TimeUnit.SECONDS);
        locked(() -> waiters.wakeOneBy(HOUR));
        assertThat(asleep()).isZero();
    }

    @Test
    void whoWasCutDoesNotCountAsAwake() throws InterruptedException {
        wait("cut", HOUR);
        cut();
        wait("one", 2 * HOUR);

        locked(() -> waiters.wakeOneBy(HOUR));

        assertThat(back.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void allAreWokenTogether() {
        wait("one", HOUR);
        wait("other", HOUR);

        locked(waiters::wakeAll);

        await().until(() -> back.size() == 2);
    }

    /** Returns when the thread waits. */
    private void wait(String name, long until) {
        int before = asleep();
        threads.add(Thread.ofPlatform().name(name).start(() -> {
            lock.lock();
            try {
                waiters.await(until);
                back.add(name);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }));
        await().until(() -> asleep() == before + 1);
    }

    private int asleep() {
        lock.lock();
        try {
            return waiters.asleep();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
