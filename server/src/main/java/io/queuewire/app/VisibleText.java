package io.queuewire.app;

/** Text as people may safely see it: what a client or producer got into it cannot end a line or steer a terminal. */
final class VisibleText {

    private VisibleText() {}

    /** The text with an escape for each character that is not to be seen. */
    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        append(text, visible);
        return visible.toString();
    }

    static void append(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (steers(character)) {
                line.append("\\u%04x".formatted((int) character));
            } else {
                line.append(character);
            }
        }
    }

    /** Control characters, further line ends, and what turns the direction of writing around. */
    private static boolean steers(char character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
