package io.queuewire.load;

import java.util.Locale;

/** How the clients of a crowd speak to the server. */
public enum LoadProtocol {
    /** Socket.IO v4 over WebSocket, in the main namespace. */
    SOCKETIO("/socket.io/"),
    /** Any WebSocket server that sends text, such as {@code /ws}. */
    WEBSOCKET("/ws"),
    /** Server-Sent Events. */
    SSE("/events");

    private final String usualPath;

    LoadProtocol(String usualPath) {
        this.usualPath = usualPath;
    }

    /** Where such a server usually is, for an address that does not say. */
    String usualPath() {
        return usualPath;
    }

    /** The name as a command line writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
