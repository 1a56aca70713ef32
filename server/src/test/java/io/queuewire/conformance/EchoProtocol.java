package io.queuewire.conformance;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.transport.EngineIoProtocol;

/** Sends every Engine.IO message back, unchanged. */
final class EchoProtocol implements EngineIoProtocol {

    private static final WireFormat NONE = new NoBroadcast("engineio");

    @Override
    public WireFormat webSocketFormat() {
        return NONE;
    }

    @Override
    public WireFormat pollingFormat() {
        return NONE;
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard, ClientRequest request) {
        return new Echo(session);
    }

    private record Echo(EngineIoSession session) implements EngineIoSession.Listener {

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
    }
}
