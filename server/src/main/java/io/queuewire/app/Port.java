package io.queuewire.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * A port that is about to be listened on.
 *
 * @param number 0 for any free one
 */
record Port(String host, int number) {

    /** Why it cannot be had right now; nothing if it can. Takes no connections, and the port is free again afterwards. */
    Optional<String> obstacle() {
        InetSocketAddress address = new InetSocketAddress(host, number);
        if (address.isUnresolved()) {
            return Optional.of("unknown host");
        }
        // Bound as a listener would be, or connections of an earlier life that are just ending would be in the way.
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return host + ":" + number;
    }
}
