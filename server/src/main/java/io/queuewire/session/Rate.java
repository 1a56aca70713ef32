package io.queuewire.session;

/**
 * How often something may happen.
 *
 * @param perSecond on average, more than 0
 * @param burst at once, at least 1
 */
public record Rate(double perSecond, int burst) {
    public Rate {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException(
                    perSecond + " a second, " + burst + " at once: expected more than 0 and at least 1");
        }
    }
}
