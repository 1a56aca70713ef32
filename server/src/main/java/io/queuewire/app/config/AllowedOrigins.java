package io.queuewire.app.config;

import java.util.Set;

/**
 * Which browser origins may speak to the public port; the same origin always may.
 *
 * @param any whether every origin may, {@code null} included
 * @param listed further origins in the form browsers send: lower case, without a default port
 */
public record AllowedOrigins(boolean any, Set<String> listed) {
    public AllowedOrigins {
        listed = Set.copyOf(listed);
    }
}
