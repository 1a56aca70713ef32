package io.queuewire.hub;

import java.util.ArrayList;
import java.util.List;

/**
 * Messages that follow each other, in the bytes of one wire format, in as few pieces as make sense.
 *
 * <p>A client's link is asked to write once for each piece, which is what a delivery costs most after the system call; to
 * copy a message once for all clients of a shard costs next to nothing.
 */
final class EncodedRun implements AutoCloseable {

    /** A piece stays in memory until its slowest client has all of it, so it does not grow for ever. */
    private static final int LARGEST_PIECE = 64 << 10;

    private final WireFormat format;
    private final EncodedMessage[] pieces;
    private final List<EncodedMessage> joined;
    private final int messages;
    private int clients;

    private EncodedRun(WireFormat format, List<EncodedMessage> pieces, List<EncodedMessage> joined, int messages) {
        this.format = format;
        this.pieces = pieces.toArray(EncodedMessage[]::new);
        this.joined = joined;
        this.messages = messages;
    }

    /**
     * Joins messages, which must stay until this is closed.
     *
     * @param messages in that format
     */
    static EncodedRun of(WireFormat format, List<EncodedMessage> messages) {
        List<EncodedMessage> pieces = new ArrayList<>();
        List<EncodedMessage> joined = new ArrayList<>();
        for (int from = 0; from < messages.size(); ) {
            int to = endOfPiece(messages, from);
            if (to - from == 1) {
                pieces.add(messages.get(from));
            } else {
                EncodedMessage piece = format.join(messages.subList(from, to));
                pieces.add(piece);
                joined.add(piece);
            }
            from = to;
        }
        return new EncodedRun(format, pieces, joined, messages.size());
    }

    private static int endOfPiece(List<EncodedMessage> messages, int from) {
        int to = from + 1;
        long size = messages.get(from).size();
        while (to < messages.size() && size + messages.get(to).size() <= LARGEST_PIECE) {
            size += messages.get(to).size();
            to++;
        }
        return to;
    }

    WireFormat format() {
        return format;
    }

    /** Writes all of it to one more client. */
    void writeTo(ClientLink link) {
        for (EncodedMessage piece : pieces) {
            link.write(piece);
        }
        clients++;
    }

    /** Writes all of it to one more client and sends it, at the latest with a batch. */
    void sendTo(ClientLink link, SendBatch batch) {
        int last = pieces.length - 1;
        for (int i = 0; i < last; i++) {
            link.write(pieces[i]);
        }
        if (last < 0) {
            link.flush();
        } else {
            link.send(pieces[last], batch);
        }
        clients++;
    }

    /** How many messages have gone to how many clients, multiplied. */
    int deliveries() {
        return messages * clients;
    }

    @Override
    public void close() {
        joined.forEach(EncodedMessage::close);
    }
}
