package io.queuewire.load;

/** What the times are that events carry. */
public enum TimeBase {
    /** Milliseconds or microseconds since 1970; which of them, a time shows by its size. */
    EPOCH,
    /** Nanoseconds of this machine's steady clock, as {@link System#nanoTime} tells them: only for senders on this machine. */
    STEADY
}
