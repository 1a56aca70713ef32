package io.queuewire.socketio;

import io.queuewire.json.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the two ends of a Socket.IO connection say to each other (Socket.IO protocol 5, "Packet encoding").
 *
 * <p>Arguments stay as their author wrote them. Where they refer to binary attachments they hold placeholders, objects
 * like {@code {"_placeholder":true,"num":0}}, whose numbers are positions in the list of attachments; an attachment may
 * be referred to more than once or not at all. Without attachments such an object is only an object.
 *
 * <p>Attachments are not copied: whoever hands them over leaves them alone from then on. Packets that carry some are
 * equal only if they share them.
 */
public sealed interface SocketIoPacket {

    /** Most attachments of one packet; the official clients refuse more. */
    int MAX_ATTACHMENTS = 10;

    /** The largest id that a JavaScript client keeps exactly, 2^53 - 1. */
    long MAX_ACK_ID = (1L << 53) - 1;

    Namespace namespace();

    /** The binary messages that follow the packet's text, none for most packets. */
    default List<byte[]> attachments() {
        return List.of();
    }

    /** A packet that a client may send. */
    sealed interface FromClient extends SocketIoPacket {}

    /** A packet that a server may send. */
    sealed interface FromServer extends SocketIoPacket {}

    /** A packet of either direction with arguments, and perhaps attachments. */
    sealed interface WithArguments extends FromClient, FromServer {

        List<RawJson> arguments();

        /** The same packet with these attachments instead of its own. */
        WithArguments withAttachments(List<byte[]> attachments);
    }

    /**
     * The client asks to join a namespace.
     *
     * @param auth credentials or whatever the application sends, a JSON object
     */
    record Connect(Namespace namespace, Optional<RawJson> auth) implements FromClient {
        public Connect {
            if (auth.isPresent() && !auth.get().isObject()) {
                throw new IllegalArgumentException("auth of another kind: expected a JSON object");
            }
        }
    }

    /**
     * The client has joined a namespace.
     *
     * @param sid the public id of the client in this namespace
     * @param pid the secret by which the client may come back to its session, when that is on
     */
    record Connected(Namespace namespace, String sid, Optional<String> pid) implements FromServer {}

    /**
     * The client may not join a namespace.
     *
     * @param message why, for people
     * @param data why, for the application
     */
    record ConnectError(Namespace namespace, String message, Optional<RawJson> data) implements FromServer {}

    /** The sender leaves a namespace; the connection stays. */
    record Disconnect(Namespace namespace) implements FromClient, FromServer {}

    /**
     * An event for the application on the other side.
     *
     * @param ackId present when the sender waits for an acknowledgement with this id
     * @param name none of {@link #RESERVED_NAMES}
     */
    record Event(
            Namespace namespace, OptionalLong ackId, String name, List<RawJson> arguments, List<byte[]> attachments)
            implements WithArguments {

        /** Names that stand for something else in the official clients and servers; nobody may send them. */
        public static final Set<String> RESERVED_NAMES =
                Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

        public Event {
            if (RESERVED_NAMES.contains(name)) {
                throw new IllegalArgumentException("event name '" + name + "': expected one that is not reserved");
            }
            ackId.ifPresent(SocketIoPacket::requireAckId);
            arguments = List.copyOf(arguments);
            attachments = listOfAttachments(attachments);
        }

        /** An event without acknowledgement and attachments. */
        public static Event of(Namespace namespace, String name, List<RawJson> arguments) {
            return new Event(namespace, OptionalLong.empty(), name, arguments, List.of());
        }

        /** The same event with one more argument behind the others. */
        public Event withArgument(RawJson last) {
            List<RawJson> more = new ArrayList<>(arguments);
            more.add(last);
            return new Event(namespace, ackId, name, more, attachments);
        }

        @Override
        public Event withAttachments(List<byte[]> attachments) {
            return new Event(namespace, ackId, name, arguments, attachments);
        }
    }

    /**
     * The acknowledgement of an event.
     *
     * @param id what the event carried
     */
    record Ack(Namespace namespace, long id, List<RawJson> arguments, List<byte[]> attachments)
            implements WithArguments {
        public Ack {
            requireAckId(id);
            arguments = List.copyOf(arguments);
            attachments = listOfAttachments(attachments);
        }

        /** An acknowledgement without attachments. */
        public static Ack of(Namespace namespace, long id, List<RawJson> arguments) {
            return new Ack(namespace, id, arguments, List.of());
        }

        @Override
        public Ack withAttachments(List<byte[]> attachments) {
            return new Ack(namespace, id, arguments, attachments);
        }
    }

    private static void requireAckId(long id) {
        if (id < 0 || id > MAX_ACK_ID) {
            throw new IllegalArgumentException("ack id " + id + ": expected 0 to " + MAX_ACK_ID);
        }
    }

    private static List<byte[]> listOfAttachments(List<byte[]> attachments) {
        if (attachments.size() > MAX_ATTACHMENTS) {
            throw new IllegalArgumentException(
                    attachments.size() + " attachments: expected at most " + MAX_ATTACHMENTS);
        }
        return List.copyOf(attachments);
    }
}
