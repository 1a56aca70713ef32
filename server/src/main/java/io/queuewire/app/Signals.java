package io.queuewire.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the system or a user asks for it: the first signal starts the orderly stop, a second one of any kind
 * ends the process at once.
 */
final class Signals {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final int SIGNAL_EXIT_CODES = 128;

    private final CompletableFuture<Runnable> orderlyStop = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Signals() {}

    /**
     * Takes the signals over for the rest of the process, before there is anything to stop: one that arrives waits for
     * {@link #stopBy}, so that what a start has begun is ended in order.
     */
    static Signals takeOver() {
        Signals signals = new Signals();
        for (TerminationSignal signal : TerminationSignal.values()) {
            signal.onArrival(() -> signals.received(signal));
        }
        return signals;
    }

    /**
     * Says how to stop. To be called once, when all has started; a start that fails ends the process itself.
     *
     * @param how runs at most once, on a thread of its own; when it returns the process exits with 0, when it throws with 1
     */
    void stopBy(Runnable how) {
        orderlyStop.complete(how);
    }

    /**
     * Says how to stop, and how long that may take.
     *
     * @param most after which the process exits with 0 all the same
     */
    void stopBy(Runnable how, Duration most) {
        stopBy(() -> {
            Thread.ofPlatform().daemon().name("stop-limit").start(() -> exitAfter(most));
            how.run();
        });
    }

    private static void exitAfter(Duration most) {
        try {
            Thread.sleep(most);
        } catch (InterruptedException e) {
            return; // nobody does that
        }
        log.warn("the stop takes longer than {} ms: what is left is dropped", most.toMillis());
        // Not exit: it would wait for what hangs.
        Runtime.getRuntime().halt(ExitCode.SUCCESS);
    }

    /** Takes the signals over where nothing needs to start first. */
    static void stopInOrder(Runnable how) {
        takeOver().stopBy(how);
    }

    private void received(TerminationSignal signal) {
        if (!stopping.compareAndSet(false, true)) {
            // Not exit: shutdown hooks may be what hangs.
            Runtime.getRuntime().halt(SIGNAL_EXIT_CODES + signal.number());
        }
        log.info("SIG{}: stopping in order, a second signal stops at once", signal);
        Thread.ofPlatform().name("stop").start(this::stop);
    }

    private void stop() {
        int exitCode = ExitCode.FAILURE;
        try {
            orderlyStop.join().run();
            exitCode = ExitCode.SUCCESS;
        } catch (RuntimeException e) {
            log.error("the orderly stop failed", e);
        } finally {
            Runtime.getRuntime().exit(exitCode);
        }
    }
}
