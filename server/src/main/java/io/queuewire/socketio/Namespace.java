package io.queuewire.socketio;

/**
 * The name of a namespace, as in {@code /orders}. Two names are the same namespace when they are equal character by
 * character; a query string behind it belongs to the name.
 *
 * @param name a slash, then up to 63 characters without comma or control characters
 */
public record Namespace(String name) {

    /** The namespace that packets without a name belong to. */
    public static final Namespace MAIN = new Namespace("/");

    public static final int MAX_LENGTH = 64;

    public Namespace {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("namespace of " + name.length() + " characters, expected at most "
                    + MAX_LENGTH + ": " + Excerpt.of(name));
        }
        if (!name.startsWith("/") || name.indexOf(',') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("namespace '" + Excerpt.of(name)
                    + "': expected a leading slash and neither comma nor control character");
        }
    }

    /** What stands for it in the text of a packet. */
    String prefix() {
        return equals(MAIN) ? "" : name + ",";
    }

    @Override
    public String toString() {
        return name;
    }
}
