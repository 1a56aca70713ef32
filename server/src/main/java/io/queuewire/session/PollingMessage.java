package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.PollingPayload;
import io.queuewire.hub.EncodedMessage;
import java.util.List;

/**
 * Packets that go into the answer to a poll, or over WebSocket if the client upgrades before it polls again.
 *
 * @param text the packets as they stand in a polling payload, shared by all clients
 */
record PollingMessage(List<EngineIoPacket> packets, String text) implements EncodedMessage {

    static PollingMessage of(List<EngineIoPacket> packets) {
        return new PollingMessage(packets, PollingPayload.join(packets));
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public void close() {
        // Text is left to the garbage collector.
    }
}
