package io.queuewire.hub;

import java.time.Duration;

/**
 * How much is kept for clients that come back; whichever bound is reached first holds.
 *
 * @param window how old a message may get
 * @param messages how many; 0 keeps nothing
 * @param bytes how much memory they may take together, in all the forms in which they are kept
 */
public record ReplayLimits(Duration window, int messages, long bytes) {

    /** Keeps nothing: who comes back is told of a gap. */
    public static final ReplayLimits NOTHING = new ReplayLimits(Duration.ZERO, 0, 0);

    public ReplayLimits {
        if (window.isNegative() || messages < 0 || bytes < 0) {
            throw new IllegalArgumentException("window " + window + ", messages " + messages + ", bytes " + bytes
                    + ": expected no negative number");
        }
    }
}
