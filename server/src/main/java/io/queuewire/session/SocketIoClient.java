package io.queuewire.session;

import io.queuewire.hub.AbsentClient;
import io.queuewire.hub.Subscriber;
import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One connection's membership of one namespace. On the connection's thread only. Once the client has left, whatever is
 * sent to it is dropped: the packet would meet a later member of the same namespace.
 */
public final class SocketIoClient {

    private final SocketIoSession session;
    private final Namespace namespace;
    private final String sid;
    private final Optional<String> pid;
    private final String beginning;
    private final Subscriber subscriber;

    /**
     * Joins.
     *
     * @param pid the secret by which it may come back, if it may
     * @param beginning the position at which it begins
     */
    SocketIoClient(
            SocketIoSession session,
            Namespace namespace,
            String sid,
            Optional<String> pid,
            String beginning,
            Subscriber subscriber) {
        this.session = session;
        this.namespace = namespace;
        this.sid = sid;
        this.pid = pid;
        this.beginning = beginning;
        this.subscriber = subscriber;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** The public id of this client in this namespace. */
    public String sid() {
        return sid;
    }

    /** The secret by which it may come back, if it may. */
    Optional<String> pid() {
        return pid;
    }

    /** Begins to listen. */
    void begin() {
        subscriber.begin();
    }

    /** How it is to be found again when it comes back within a time; empty when it may not. */
    Optional<AbsentClient> absent(Duration window) {
        return pid.map(
                secret -> new AbsentClient(secret, sid, namespace.name(), subscriber.beginnings(), beginning, window));
    }

    /** Sends an event to this client alone. */
    public void emit(SocketIoPacket.Event event) {
        session.send(this, positioned(event));
    }

    /** The client takes the last argument of any event for its position, if it is a text. */
    private SocketIoPacket.Event positioned(SocketIoPacket.Event event) {
        return pid.isPresent() && event.ackId().isEmpty()
                ? event.withArgument(RawJson.string(subscriber.position()))
                : event;
    }

    /** Tells this client alone something that means nothing later. */
    void tell(PushMessage message) {
        emit(new SocketIoPacket.Event(
                namespace, OptionalLong.empty(), message.event(), message.arguments(), message.attachments()));
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
