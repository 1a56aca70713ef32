package io.queuewire.transport;

import java.util.Map;

/**
 * Which handler answers which path.
 *
 * @param handlerByPath exact paths, as they are sent
 * @param others answers every other path
 */
record Routes(Map<String, HttpRequestHandler> handlerByPath, HttpRequestHandler others) {

    Routes {
        handlerByPath = Map.copyOf(handlerByPath);
    }

    HttpRequestHandler handlerFor(String path) {
        return handlerByPath.getOrDefault(path, others);
    }
}
