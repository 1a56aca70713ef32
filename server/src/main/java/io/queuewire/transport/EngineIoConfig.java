package io.queuewire.transport;

import io.queuewire.session.SocketIoSession;
import java.time.Duration;

/**
 * What the Engine.IO endpoint tells and allows its clients.
 *
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a client may take to answer one
 * @param socketIo limits of the protocol above
 */
public record EngineIoConfig(Duration pingInterval, Duration pingTimeout, SocketIoSession.Limits socketIo) {

    public EngineIoConfig {
        if (pingInterval.toMillis() < 1 || pingTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "ping interval " + pingInterval + ", timeout " + pingTimeout + ": expected at least 1 ms");
        }
    }
}
