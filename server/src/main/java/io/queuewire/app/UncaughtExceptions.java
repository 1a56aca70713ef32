package io.queuewire.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the end of a thread by an exception that nobody catches told in the log, with the name of the thread. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(UncaughtExceptions.class);

    private UncaughtExceptions() {}

    /** From now on, for every thread of the process. */
    static void report() {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtExceptions());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        log.error("thread {} has ended by an exception that nobody expected", name(thread), failure);
    }

    private static String name(Thread thread) {
        return thread.getName().isEmpty() ? "(without a name)" : thread.getName();
    }
}
