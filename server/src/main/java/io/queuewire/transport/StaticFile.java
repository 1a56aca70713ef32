package io.queuewire.transport;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that can be served.
 *
 * @param length in bytes
 * @param tag changes when the content does; without quotes
 * @param content opens the bytes
 */
record StaticFile(long length, String tag, Content content) {

    /** The way to the bytes of a file. */
    interface Content {
        InputStream open() throws IOException;
    }
}
