package io.queuewire.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that must not reach a log, a page or a screen: whoever prints it by accident prints a mask.
 *
 * @param text the secret itself
 */
public record Secret(String text) {

    static final String MASK = "********";

    /** What stands before the host of a URL; an {@code @} has no other place in one that is of use here. */
    private static final Pattern USER = Pattern.compile("(?<=://).*@", Pattern.DOTALL);

    /** A text without the name and password that it has if it is a URL with them. No key takes such a URL, but some try. */
    static String withoutUser(String text) {
        return USER.matcher(text).replaceAll(Matcher.quoteReplacement(MASK + "@"));
    }

    @Override
    public String toString() {
        return MASK;
    }
}
