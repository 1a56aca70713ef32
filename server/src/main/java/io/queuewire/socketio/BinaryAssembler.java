package io.queuewire.socketio;

import io.queuewire.socketio.SocketIoPacket.WithArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a packet back until the binary messages that it announced have arrived, and bounds what they may add up to. */
final class BinaryAssembler {

    private final int maxBytes;
    private List<byte[]> attachments = List.of();
    private @Nullable WithArguments incomplete;
    private int due;
    private int bytes;

    BinaryAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    Optional<WithArguments> incomplete() {
        return Optional.ofNullable(incomplete);
    }

    /** Call before anything else is made of a text message. */
    void requireNothingDue() {
        if (incomplete != null) {
            throw new MalformedSocketIoException("a text message, expected " + due + " more attachments");
        }
    }

    /** Gives the packet when nothing is to follow. */
    Optional<WithArguments> begin(WithArguments packet, int announced) {
        if (announced == 0) {
            return Optional.of(packet);
        }
        incomplete = packet;
        attachments = new ArrayList<>();
        due = announced;
        return Optional.empty();
    }

    /** Gives the packet when this was the last attachment. */
    Optional<WithArguments> add(byte[] attachment) {
        WithArguments packet = incomplete;
        if (packet == null) {
            throw new MalformedSocketIoException(
                    "a binary message of " + attachment.length + " bytes, expected a text message");
        }
        long sum = (long) bytes + attachment.length;
        if (sum > maxBytes) {
            throw new OversizedAttachmentsException(sum, maxBytes);
        }
        attachments.add(attachment);
        bytes = (int) sum;
        if (--due > 0) {
            return Optional.empty();
        }
        WithArguments complete = packet.withAttachments(attachments);
        attachments = List.of();
        bytes = 0;
        incomplete = null;
        return Optional.of(complete);
    }
}
