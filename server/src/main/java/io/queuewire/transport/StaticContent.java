package io.queuewire.transport;

import java.io.IOException;
import java.util.Optional;

/** Where static files come from. Called on threads that may block. */
interface StaticContent {

    /**
     * Finds a file.
     *
     * @param path relative, decoded and checked by {@link StaticPath}
     */
    Optional<StaticFile> find(String path) throws IOException;
}
