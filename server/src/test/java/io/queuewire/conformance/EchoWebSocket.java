package io.queuewire.conformance;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.PlainSocket;
import io.queuewire.transport.PlainWebSocketProtocol;
import java.util.List;
import java.util.Map;

/** Sends every WebSocket message back, unchanged. */
final class EchoWebSocket implements PlainWebSocketProtocol {

    private static final WireFormat NONE = new NoBroadcast("ws");

    @Override
    public WireFormat format() {
        return NONE;
    }

    @Override
    public PlainSocket.Listener open(PlainSocket socket, Shard shard, Map<String, List<String>> query) {
        return new PlainSocket.Listener() {
            @Override
            public void text(String message) {
                socket.send(message);
            }

            @Override
            public void binary(byte[] message) {
                socket.send(message);
            }

            @Override
            public void pong() {
                // Nobody pings.
            }

            @Override
            public void closed(DisconnectReason reason, String detail) {
                // Nothing is kept.
            }
        };
    }
}
