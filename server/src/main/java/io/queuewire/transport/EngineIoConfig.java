package io.queuewire.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * What an Engine.IO endpoint tells and allows its clients.
 *
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a client may take to answer one
 * @param upgradeTimeout how long a WebSocket may take to take over from polling
 * @param cookie the name of a cookie that carries the session id to a load balancer that keeps sessions together
 */
public record EngineIoConfig(
        Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, Optional<String> cookie) {

    public EngineIoConfig {
        if (pingInterval.toMillis() < 1 || pingTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "ping interval " + pingInterval + ", timeout " + pingTimeout + ": expected at least 1 ms");
        }
    }
}
