package io.queuewire.app.config;

import java.nio.file.Path;

/** Where the files of the public port come from. */
public sealed interface StaticRoot {

    /** The same, with a relative path starting from a folder. */
    default StaticRoot in(Path folder) {
        return this;
    }

    /** The demo page that is packed with the program. */
    record Bundled() implements StaticRoot {}

    /** No files at all. */
    record None() implements StaticRoot {}

    /**
     * A folder of the operator.
     *
     * @param path absolute, an existing folder
     */
    record Folder(Path path) implements StaticRoot {
        @Override
        public StaticRoot in(Path folder) {
            return new Folder(folder.resolve(path));
        }
    }
}
