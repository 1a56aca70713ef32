package io.queuewire.ops;

import java.time.Duration;

/** An event loop as its watchdog sees it. All methods are safe for any thread and do not wait for the loop. */
public interface WatchedLoop {

    /** The name of its thread. */
    String name();

    /** By how much it is late now with what is due. */
    Duration overdue();

    /** What its thread is in at this moment, the innermost frame first. */
    StackTraceElement[] stack();

    /** Whether a stack is that of a loop without work. */
    boolean waits(StackTraceElement[] stack);
}
