package io.queuewire.session;

import java.util.Set;

/**
 * What clients of the relay may do, on every protocol.
 *
 * @param namespaces that exist, with their slash
 * @param clientEvents events that are rebroadcast; all others are refused
 * @param rate of client events, joins and leaves of one connection
 * @param rooms which rooms clients may enter by themselves
 */
public record RelayPolicy(Set<String> namespaces, Set<String> clientEvents, Rate rate, RoomPolicy rooms) {

    public RelayPolicy {
        namespaces = Set.copyOf(namespaces);
        clientEvents = Set.copyOf(clientEvents);
    }
}
