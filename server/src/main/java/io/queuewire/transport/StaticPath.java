package io.queuewire.transport;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;

/** From the path of a request to the name of a static file; everything that smells of an escape has no name. */
final class StaticPath {

    private StaticPath() {}

    /**
     * Decodes the path once and refuses dot segments, empty segments, hidden files, back-slashes, encoded slashes and
     * control characters, so that the name cannot lead out of any root.
     */
    static Optional<String> fileName(String rawPath) {
        if (!rawPath.startsWith("/")
                || rawPath.toLowerCase(java.util.Locale.ROOT).contains("%2f")) {
            return Optional.empty();
        }
        String path;
        try {
            path = QueryStringDecoder.decodeComponent(rawPath.substring(1).replace("+", "%2B"));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
        String name = path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
        boolean plain = name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == 0xFFFD)
                && List.of(name.split("/", -1)).stream().noneMatch(part -> part.isEmpty() || isHidden(part));
        return plain ? Optional.of(name) : Optional.empty();
    }

    private static boolean isHidden(String part) {
        return part.startsWith(".") && !part.equals(".well-known");
    }
}
