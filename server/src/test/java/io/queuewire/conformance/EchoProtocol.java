package io.queuewire.conformance;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.transport.EngineIoProtocol;

/** Sends every Engine.IO message back, unchanged. */
final class EchoProtocol implements EngineIoProtocol {

    private static final WireFormat NONE = new WireFormat() {
        @Override
        public String protocol() {
            return "engineio";
        }

        @Override
        public EncodedMessage encode(PushMessage message, String position) {
            throw new UnsupportedOperationException("nothing is broadcast to echo clients");
        }
    };

    @Override
    public WireFormat webSocketFormat() {
        return NONE;
    }

    @Override
    public WireFormat pollingFormat() {
        return NONE;
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard) {
        return new EngineIoSession.Listener() {
            @Override
            public void text(String message) {
                session.send(message);
            }

            @Override
            public void binary(byte[] message) {
                session.send(message);
            }

            @Override
            public void closed(DisconnectReason reason, String detail) {
                // Nothing is kept.
            }
        };
    }
}
