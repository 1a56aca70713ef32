package io.queuewire.transport;

import io.netty.util.ByteProcessor;

/**
 * The rules for the bytes of a request's head that the HTTP decoder forgives and a server must not: folded lines, white
 * space before the request, a carriage return without its line feed and the other way round, control characters (RFC 9112,
 * sections 2.2, 3 and 5.2). What one hop forgives and the next does not is how requests are smuggled.
 */
final class HeadRules implements ByteProcessor {

    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final byte SPACE = ' ';
    private static final byte TAB = '\t';

    private byte previous = LF;
    private boolean begun;
    private boolean broken;

    /** Takes the next byte. */
    @Override
    public boolean process(byte value) {
        boolean lineEnds = previous == CR || value == LF;
        boolean lineBegins = previous == LF;
        broken |= lineEnds && !(previous == CR && value == LF);
        broken |= lineBegins && (value == SPACE || value == TAB);
        broken |= value >= 0 && value < SPACE && value != CR && value != LF && value != TAB;
        begun |= value != CR && value != LF;
        previous = value;
        return true;
    }

    /** Whether anything but empty lines has come. */
    boolean begun() {
        return begun;
    }

    boolean broken() {
        return broken;
    }

    /** Forgets the request, for the next one. */
    void reset() {
        previous = LF;
        begun = false;
        broken = false;
    }
}
