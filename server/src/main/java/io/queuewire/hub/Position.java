package io.queuewire.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message stands among all messages of this node.
 *
 * @param epoch names one life of the numbering; it changes when the numbering starts anew
 * @param sequence 1 for the first message of an epoch, then without holes; 0 stands before the first one
 */
record Position(String epoch, long sequence) {

    /** Most characters of its text; far more than it has, and what clients may rely on. */
    static final int LONGEST = 128;

    private static final Pattern FORM = Pattern.compile("([0-9A-Za-z]+)-(0|[1-9a-z][0-9a-z]{0,11})");

    /** Reads what a client hands back; empty when no position is written like that. */
    static Optional<Position> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return text.length() <= LONGEST && matcher.matches()
                ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2), Character.MAX_RADIX)))
                : Optional.empty();
    }

    /** What clients see and hand back; opaque to them. */
    @Override
    public String toString() {
        return epoch + '-' + Long.toString(sequence, Character.MAX_RADIX);
    }
}
