package io.queuewire.json;

/**
 * How much JSON is taken from somebody.
 *
 * @param depth most levels of arrays and objects inside each other; a scalar has none
 * @param length most characters of the whole text
 */
public record JsonLimits(int depth, int length) {

    /** What a client may send; its length is bounded where the bytes are read. */
    public static final JsonLimits CLIENT = new JsonLimits(64, Integer.MAX_VALUE);

    /** What a producer may put on the queue, which itself bounds the length at 1 MiB. */
    public static final JsonLimits QUEUE = new JsonLimits(500, Integer.MAX_VALUE);

    public JsonLimits {
        if (depth < 0 || length < 0) {
            throw new IllegalArgumentException("depth " + depth + ", length " + length + ": expected 0 or more");
        }
    }
}
