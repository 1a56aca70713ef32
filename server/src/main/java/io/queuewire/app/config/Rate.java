package io.queuewire.app.config;

/**
 * How often something may happen.
 *
 * @param perSecond times a second in the long run
 */
public record Rate(int perSecond) {

    private static final int SECONDS_OF_BURST = 3;

    public Rate {
        if (perSecond < 1) {
            throw new IllegalArgumentException("rate " + perSecond + "/s: expected at least 1/s");
        }
    }

    /** How many may come at once after a pause: three seconds' worth. */
    public int burst() {
        return perSecond * SECONDS_OF_BURST;
    }
}
