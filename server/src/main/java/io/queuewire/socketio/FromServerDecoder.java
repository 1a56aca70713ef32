package io.queuewire.socketio;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.ConnectError;
import io.queuewire.socketio.SocketIoPacket.Connected;
import io.queuewire.socketio.SocketIoPacket.FromServer;
import io.queuewire.socketio.SocketIoPacket.WithArguments;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client makes of the messages of its server: the mirror of {@link FromClientDecoder}, as strict, but with the
 * depth of JSON that a queue message may have.
 *
 * <p>One per connection, used by one thread at a time.
 */
public final class FromServerDecoder {

    private static final PacketReader READER = new PacketReader(JsonLimits.QUEUE);

    private final BinaryAssembler assembler;

    /** @param maxAttachmentBytes most bytes that the attachments of one packet may have together */
    public FromServerDecoder(int maxAttachmentBytes) {
        this.assembler = new BinaryAssembler(maxAttachmentBytes);
    }

    /**
     * Takes a text message.
     *
     * @return the packet, unless attachments are to follow
     * @throws MalformedSocketIoException when it is not a packet that a server may send now
     */
    public Optional<FromServer> text(String message) {
        assembler.requireNothingDue();
        PacketText text = PacketText.parse(message);
        return switch (text.type()) {
            case CONNECT -> Optional.of(connected(text));
            case CONNECT_ERROR -> Optional.of(connectError(text));
            case DISCONNECT -> Optional.of(READER.disconnect(text));
            case EVENT, BINARY_EVENT -> upcast(assembler.begin(READER.event(text), text.attachments()));
            case ACK, BINARY_ACK -> upcast(assembler.begin(READER.ack(text), text.attachments()));
        };
    }

    /**
     * Takes a binary message.
     *
     * @return the packet that it completes, unless more attachments are to follow
     * @throws MalformedSocketIoException when no attachment is due
     * @throws OversizedAttachmentsException when the attachments become too large together
     */
    public Optional<FromServer> binary(byte[] attachment) {
        return upcast(assembler.add(attachment));
    }

    /** The packet whose attachments have not all arrived, if there is one. */
    public Optional<FromServer> incomplete() {
        return upcast(assembler.incomplete());
    }

    private static Connected connected(PacketText text) {
        Map<String, RawJson> members = READER.object(text).members();
        return new Connected(
                text.namespace(), requiredString(text, members, "sid"), optionalString(text, members, "pid"));
    }

    private static ConnectError connectError(PacketText text) {
        Map<String, RawJson> members = READER.object(text).members();
        return new ConnectError(
                text.namespace(), requiredString(text, members, "message"), Optional.ofNullable(members.get("data")));
    }

    private static String requiredString(PacketText text, Map<String, RawJson> members, String name) {
        return optionalString(text, members, name)
                .orElseThrow(() -> text.unexpected("an object with the string '" + name + "'"));
    }

    private static Optional<String> optionalString(PacketText text, Map<String, RawJson> members, String name) {
        RawJson value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw text.unexpected("a string as '" + name + "'");
        }
        return Optional.of(value.asString());
    }

    private static Optional<FromServer> upcast(Optional<WithArguments> packet) {
        return packet.map(Function.identity());
    }
}
