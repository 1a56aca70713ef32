package io.queuewire.load;

/** Where all connections of an event loop put what they read, one after the other: single bytes are cheapest in an array. */
final class ReadSpace {

    private static final int USUAL = 64 << 10;

    private byte[] bytes = new byte[USUAL];

    /** An array for this many bytes, with whatever was read before; nothing may be kept in it. */
    byte[] room(int count) {
        if (bytes.length < count) {
            bytes = new byte[Math.max(count, 2 * bytes.length)];
        }
        return bytes;
    }
}
