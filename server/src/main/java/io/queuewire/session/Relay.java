package io.queuewire.session;

import io.queuewire.message.Publisher;

/**
 * What connects sessions to the hub by the relay's policy. Immutable and safe for any thread.
 *
 * @param policy what clients may do
 * @param publisher takes what they send to everyone
 */
public record Relay(RelayPolicy policy, Publisher publisher, SessionMetrics metrics)
        implements SocketIoHandler.Factory {

    @Override
    public SocketIoHandler handlerFor(SocketIoSession session) {
        return new RelayHandler(session, policy, new ClientGate(policy, metrics, System::nanoTime), publisher);
    }
}
