package io.queuewire.session;

import io.queuewire.message.Publisher;
import java.util.Optional;

/**
 * What connects sessions to the hub by the relay's policy. Immutable and safe for any thread.
 *
 * @param policy what clients may do
 * @param publisher takes what they send to everyone
 * @param presence tells them how many they are, all of them and in a room, when that is on
 */
public record Relay(RelayPolicy policy, Publisher publisher, Optional<Presence> presence, SessionMetrics metrics)
        implements SocketIoHandler.Factory {

    @Override
    public SocketIoHandler handlerFor(SocketIoSession session, ClientRequest request) {
        return new RelayHandler(session, this, new ClientGate(this, System::nanoTime));
    }
}
