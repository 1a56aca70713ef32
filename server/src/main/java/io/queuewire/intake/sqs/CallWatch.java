package io.queuewire.intake.sqs;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Cuts a call that takes too long. For one calling thread; close it when no call is under way.
 *
 * <p>Nearly every call is over long before its time. The SDK sets a timer for each; a look at the clock now and then costs
 * calls nothing, and is late by one beat at most.
 */
final class CallWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CallWatch.class);

    private final Runnable cut;
    private final ScheduledExecutorService beats;
    private volatile @Nullable Call current;

    /** Guarded by itself, so that a cut never reaches the call after it. */
    private static final class Call {
        private final long start = System.nanoTime();
        private final Duration most;
        private boolean cut;
        private boolean over;

        Call(Duration most) {
            this.most = most;
        }

        synchronized void cutIfLate(Runnable cutter) {
            if (!over && System.nanoTime() - start > most.toNanos()) {
                cut = true;
                cutter.run();
            }
        }

        synchronized boolean wasCut() {
            return cut;
        }

        synchronized void end() {
            over = true;
        }
    }

    /**
     * Begins to watch, on a thread of its own.
     *
     * @param cut makes the call under way fail, from another thread
     * @param beat how often it looks
     */
    CallWatch(Runnable cut, Duration beat) {
        this.cut = cut;
        this.beats = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sqs-call-watch").factory());
        var unused = beats.scheduleWithFixedDelay(this::look, beat.toMillis(), beat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Makes a call.
     *
     * @param most how long it may take
     * @throws ApiCallTimeoutException when it was cut for that
     */
    <T> T limit(Duration most, Supplier<T> call) {
        Call watched = new Call(most);
        current = watched;
        try {
            return call.get();
        } catch (SdkException e) {
            throw watched.wasCut() ? timeout(most, e) : e;
        } finally {
            watched.end();
            current = null;
        }
    }

    private static SdkException timeout(Duration most, SdkException cause) {
        return ApiCallTimeoutException.builder()
                .message("no answer within " + most.toSeconds() + " s")
                .cause(cause)
                .build();
    }

    private void look() {
        Call call = current;
        if (call == null) {
            return;
        }
        try {
            call.cutIfLate(cut);
        } catch (RuntimeException e) {
            // It would end the beats: the next one cuts again.
            LOGGER.warn("a call to the queue that is late could not be cut", e);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
