package io.queuewire.app.config;

import java.nio.file.Path;

/** Where the files of the public port come from. */
public sealed interface StaticRoot {

    /** The demo page that is packed with the program. */
    record Bundled() implements StaticRoot {}

    /** No files at all. */
    record None() implements StaticRoot {}

    /**
     * A folder of the operator.
     *
     * @param path absolute, an existing folder
     */
    record Folder(Path path) implements StaticRoot {}
}
