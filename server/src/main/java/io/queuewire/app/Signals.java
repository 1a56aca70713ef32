package io.queuewire.app;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the system or a user asks for it: the first SIGTERM or SIGINT starts the orderly stop, a second
 * one of either kind ends the process at once.
 */
final class Signals {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final int SIGNAL_EXIT_CODES = 128;

    private final Runnable orderlyStop;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Signals(Runnable orderlyStop) {
        this.orderlyStop = orderlyStop;
    }

    /**
     * Takes the signals over for the rest of the process.
     *
     * @param orderlyStop runs at most once, on a thread of its own; when it returns the process exits with 0, when it
     *     throws with 1
     */
    static void stopInOrder(Runnable orderlyStop) {
        Signals signals = new Signals(orderlyStop);
        for (TerminationSignal signal : TerminationSignal.values()) {
            signal.onArrival(() -> signals.received(signal));
        }
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
            orderlyStop.run();
            exitCode = ExitCode.SUCCESS;
        } catch (RuntimeException e) {
            log.error("the orderly stop failed", e);
        } finally {
            Runtime.getRuntime().exit(exitCode);
        }
    }
}
