package io.queuewire.intake;

/** Text as a queue counts it. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes a text takes, without making them: this is counted for each message. */
    static int bytes(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // One more up to two bytes, two more for three; of a surrogate pair each half is two of the four.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** As much of the beginning of a text as takes no more than so many bytes; no character is cut in two. */
    static String beginning(String text, int most) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += bytes(text.substring(end, next));
            if (bytes > most) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }
}
