package io.queuewire.conformance;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.EngineIoSession;
import io.queuewire.transport.EngineIoProtocol;

/** A protocol with other rules for who may come in. */
abstract class DelegatingProtocol implements EngineIoProtocol {

    private final EngineIoProtocol protocol;

    DelegatingProtocol(EngineIoProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public WireFormat webSocketFormat() {
        return protocol.webSocketFormat();
    }

    @Override
    public WireFormat pollingFormat() {
        return protocol.pollingFormat();
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard, ClientRequest request) {
        return protocol.open(session, shard, request);
    }
}
