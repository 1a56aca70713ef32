package io.queuewire.socketio;

/** As much of a stranger's text as an error message may repeat. */
final class Excerpt {

    private static final int LENGTH = 48;

    private Excerpt() {}

    /** The first characters, with control characters made visible. */
    static String of(String text) {
        StringBuilder excerpt = new StringBuilder();
        text.chars().limit(LENGTH).forEach(c -> excerpt.append(Character.isISOControl(c) ? '\ufffd' : (char) c));
        return text.length() <= LENGTH
                ? excerpt.toString()
                : excerpt.append('…').toString();
    }
}
