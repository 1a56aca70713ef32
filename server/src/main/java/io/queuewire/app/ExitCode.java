package io.queuewire.app;

/** What the process says when it ends, for scripts and supervisors. */
final class ExitCode {

    /** Done, or stopped cleanly. */
    static final int SUCCESS = 0;

    /** Something failed that was asked for correctly. */
    static final int FAILURE = 1;

    /** The command line or the configuration is wrong. */
    static final int MISUSE = 2;

    private ExitCode() {}
}
