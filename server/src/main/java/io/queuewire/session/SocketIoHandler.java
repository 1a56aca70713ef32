package io.queuewire.session;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.util.Optional;
import java.util.Set;

/**
 * What the application behind the protocol makes of one connection. The relay's own is {@link RelayHandler}.
 *
 * <p>Called on the connection's thread, in the order in which things happen.
 */
public interface SocketIoHandler {

    /** Whether a client may join a namespace. */
    sealed interface Admission {

        Admission ADMITTED = new Admitted();

        record Admitted() implements Admission {}

        /**
         * The client may not join; the connection stays.
         *
         * @param message why not, for people
         * @param data why not, for the application
         */
        record Denied(String message, Optional<RawJson> data) implements Admission {}
    }

    /** A client asks to join a namespace. */
    Admission admit(Namespace namespace, Optional<RawJson> auth);

    /** Whether a client that comes back may be in these rooms again, which it was in when it went. */
    default boolean mayKeep(Set<String> rooms) {
        return true;
    }

    /** A client has joined and has been told. */
    void joined(SocketIoClient client);

    /** A client that has joined has also been sent what it missed, if anything, and hears everything from now on. */
    default void live(SocketIoClient client) {}

    /** A client has sent an event; if it carries an id, it wants one acknowledgement. */
    void event(SocketIoClient client, SocketIoPacket.Event event);

    /** A client has acknowledged an event of ours. */
    void ack(SocketIoClient client, SocketIoPacket.Ack ack);

    /** A client is no longer in its namespace; nothing can be sent to it. */
    void left(SocketIoClient client);

    /** Makes the handler of each new connection. Safe for any thread. */
    interface Factory {

        /**
         * Makes a handler.
         *
         * @param session the new connection
         * @param request what it was opened with
         */
        SocketIoHandler handlerFor(SocketIoSession session, ClientRequest request);
    }
}
