package io.queuewire.transport;

import io.queuewire.session.Rate;
import java.time.Duration;

/**
 * What a peer may do to a WebSocket.
 *
 * @param maxPayload largest assembled message, in bytes
 * @param fragments most frames of one message
 * @param controlFrames how often it may send pings and pongs
 * @param unfinished how long a message or frame may stay unfinished
 * @param closeAnswer how long the peer may take to answer a close frame
 * @param outbound how far it may fall behind
 */
public record WebSocketLimits(
        int maxPayload,
        int fragments,
        Rate controlFrames,
        Duration unfinished,
        Duration closeAnswer,
        OutboundLimits outbound) {

    public WebSocketLimits {
        if (maxPayload < 1) {
            throw new IllegalArgumentException("largest message " + maxPayload + " bytes: expected at least 1");
        }
        if (fragments < 1) {
            throw new IllegalArgumentException(fragments + " fragments: expected at least 1");
        }
    }

    /** The documented limits around the configured ones. */
    public static WebSocketLimits of(int maxPayload, OutboundLimits outbound) {
        return new WebSocketLimits(
                maxPayload, 128, new Rate(10, 20), Duration.ofSeconds(10), Duration.ofSeconds(5), outbound);
    }
}
