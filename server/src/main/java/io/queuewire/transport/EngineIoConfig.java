package io.queuewire.transport;

import java.time.Duration;

/**
 * What an Engine.IO endpoint tells and allows its clients.
 *
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a client may take to answer one
 * @param upgradeTimeout how long a WebSocket may take to take over from polling
 */
public record EngineIoConfig(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout) {

    public EngineIoConfig {
        if (pingInterval.toMillis() < 1 || pingTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "ping interval " + pingInterval + ", timeout " + pingTimeout + ": expected at least 1 ms");
        }
    }
}
