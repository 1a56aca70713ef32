package io.queuewire.transport;

import java.time.Duration;

/**
 * How far behind a client may fall.
 *
 * @param bytes a client is cut when more than this already waits for it as another message arrives
 * @param stall a client is cut when something waits for it and nothing moves for this long
 */
public record OutboundLimits(int bytes, Duration stall) {

    public OutboundLimits {
        if (bytes < 1) {
            throw new IllegalArgumentException("outbound limit " + bytes + " bytes: expected at least 1");
        }
        if (stall.isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("outbound stall " + stall + ": expected more than zero");
        }
    }
}
