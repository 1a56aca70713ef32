package io.queuewire.intake.sqs;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What the SDK times its calls with. */
final class CallTimers {

    /** Less than the time of any call that is made often. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    private CallTimers() {}

    /**
     * Starts a timer thread for the calls of one client; the caller ends it.
     *
     * <p>Nearly every call is over long before its time, and the SDK's own timer is woken by each: what is due first is new.
     * Here something else always is.
     */
    static ScheduledExecutorService start() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("sqs-call-timer").factory());
        timers.setRemoveOnCancelPolicy(true);
        var unused = timers.scheduleAtFixedRate(() -> {}, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        return timers;
    }
}
