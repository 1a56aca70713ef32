package io.queuewire.app.config;

/**
 * A text that must not reach a log, a page or a screen: whoever prints it by accident prints a mask.
 *
 * @param text the secret itself
 */
public record Secret(String text) {

    static final String MASK = "********";

    @Override
    public String toString() {
        return MASK;
    }
}
