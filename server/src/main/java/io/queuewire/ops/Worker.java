package io.queuewire.ops;

import java.time.Duration;
import java.util.function.Function;

/**
 * A thread of the relay that operators look after.
 *
 * @param thread which one
 * @param role what it is there for
 * @param doing what it is at, given its stack; asked on any thread
 */
public record Worker(Thread thread, String role, Function<StackTraceElement[], Doing> doing) {

    /**
     * What a thread is at.
     *
     * @param what the rest of a sentence that begins with the thread
     * @param since for how long; for an event loop, since it last ran what was due
     */
    public record Doing(String what, Duration since) {}
}
