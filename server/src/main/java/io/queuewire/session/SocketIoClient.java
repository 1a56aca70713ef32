package io.queuewire.session;

import io.queuewire.hub.Subscriber;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.util.Set;

/**
 * One connection's membership of one namespace. On the connection's thread only. Once the client has left, whatever is
 * sent to it is dropped: the packet would meet a later member of the same namespace.
 */
public final class SocketIoClient {

    private final SocketIoSession session;
    private final Namespace namespace;
    private final String sid;
    private final Subscriber subscriber;

    SocketIoClient(SocketIoSession session, Namespace namespace, String sid, Subscriber subscriber) {
        this.session = session;
        this.namespace = namespace;
        this.sid = sid;
        this.subscriber = subscriber;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** The public id of this client in this namespace. */
    public String sid() {
        return sid;
    }

    /** Sends an event to this client alone. */
    public void emit(SocketIoPacket.Event event) {
        session.send(this, event);
    }

    /** Sends an event to this client alone if it goes out at once, else drops it. */
    public void emitVolatile(SocketIoPacket.Event event) {
        if (session.isReady()) {
            emit(event);
        }
    }

    /** Acknowledges an event of this client. */
    public void ack(SocketIoPacket.Ack ack) {
        session.send(this, ack);
    }

    public Set<String> rooms() {
        return subscriber.rooms();
    }

    public void join(String room) {
        subscriber.join(room);
    }

    public void leave(String room) {
        subscriber.leave(room);
    }

    /** Takes the client out of its namespace and tells it so; the connection stays. */
    public void disconnect() {
        session.disconnect(this);
    }

    /** Ends the listening; the last thing that happens to a client. */
    void unsubscribe() {
        subscriber.close();
    }
}
