package io.queuewire.socketio;

import io.queuewire.json.JsonLimits;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.FromClient;
import io.queuewire.socketio.SocketIoPacket.WithArguments;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a server makes of the messages of one client (Socket.IO protocol 5): feed it every Engine.IO message, text and
 * binary, in the order of arrival.
 *
 * <p>Strict: whatever the protocol does not allow is a {@link MalformedSocketIoException}, after which the connection
 * must be closed and the decoder not used again. That holds for bad JSON and for JSON deeper than
 * {@link JsonLimits#CLIENT}, for a name that is not a string or is reserved, for placeholders out of range, for a text
 * message where an attachment is due and a binary one where none is. An event that is sound but more than the
 * application wants, with a very long name or very many arguments, is decoded: see {@link EventLimits}.
 *
 * <p>One per connection, used by one thread at a time.
 */
public final class FromClientDecoder {

    private static final PacketReader READER = new PacketReader(JsonLimits.CLIENT);

    private final BinaryAssembler assembler;

    /** @param maxAttachmentBytes most bytes that the attachments of one packet may have together */
    public FromClientDecoder(int maxAttachmentBytes) {
        this.assembler = new BinaryAssembler(maxAttachmentBytes);
    }

    /**
     * Takes a text message.
     *
     * @return the packet, unless attachments are to follow
     * @throws MalformedSocketIoException when it is not a packet that a client may send now
     */
    public Optional<FromClient> text(String message) {
        assembler.requireNothingDue();
        PacketText text = PacketText.parse(message);
        return switch (text.type()) {
            case CONNECT -> Optional.of(new Connect(text.namespace(), READER.optionalObject(text)));
            case DISCONNECT -> Optional.of(READER.disconnect(text));
            case EVENT, BINARY_EVENT -> upcast(assembler.begin(READER.event(text), text.attachments()));
            case ACK, BINARY_ACK -> upcast(assembler.begin(READER.ack(text), text.attachments()));
            case CONNECT_ERROR ->
                throw new MalformedSocketIoException(text.type() + ", expected a packet that a client may send");
        };
    }

    /**
     * Takes a binary message.
     *
     * @return the packet that it completes, unless more attachments are to follow
     * @throws MalformedSocketIoException when no attachment is due
     * @throws OversizedAttachmentsException when the attachments become too large together
     */
    public Optional<FromClient> binary(byte[] attachment) {
        return upcast(assembler.add(attachment));
    }

    /** The packet whose attachments have not all arrived, if there is one. */
    public Optional<FromClient> incomplete() {
        return upcast(assembler.incomplete());
    }

    private static Optional<FromClient> upcast(Optional<WithArguments> packet) {
        return packet.map(Function.identity());
    }
}
