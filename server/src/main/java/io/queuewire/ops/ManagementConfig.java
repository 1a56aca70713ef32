package io.queuewire.ops;

import java.util.Optional;

/**
 * Where the management port is and who may use it.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param token what callers present as {@code Authorization: Bearer}; without one, whoever reaches the port may use it
 */
public record ManagementConfig(String host, int port, Optional<String> token) {

    public ManagementConfig {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to 65535");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return host + ":" + port + (token.isPresent() ? " with a token" : " without a token");
    }
}
