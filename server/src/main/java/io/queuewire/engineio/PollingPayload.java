package io.queuewire.engineio;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * The body of one polling request or response: packets with U+001E between them (Engine.IO protocol 4, "HTTP
 * long-polling").
 *
 * <p>Reading is lazy, so that packets are acted on strictly in order and what stands before a bad packet still counts:
 * the iterator gives the good ones, then throws {@link MalformedEngineIoException} and ends. There is always at least
 * one step, as an empty body is one empty packet.
 *
 * <p>Nothing can escape the separator: a text message that contains it arrives as two packets. JSON never does.
 *
 * @param text the body, decoded from UTF-8
 * @param maxPackets how many packets are read before the next one is a failure
 */
public record PollingPayload(String text, int maxPackets) implements Iterable<EngineIoPacket> {

    /** Stands between two packets. */
    public static final char SEPARATOR = '\u001e';

    /** More packets than an honest client collects between two requests, few enough to bound the work of one. */
    public static final int MAX_PACKETS_FROM_CLIENT = 256;

    public PollingPayload {
        if (maxPackets < 1) {
            throw new IllegalArgumentException(maxPackets + " packets: expected at least one");
        }
    }

    /** What a client sent. */
    public static PollingPayload fromClient(String text) {
        return new PollingPayload(text, MAX_PACKETS_FROM_CLIENT);
    }

    /** What a server sent, which may be all that gathered since the last poll. */
    public static PollingPayload fromServer(String text) {
        return new PollingPayload(text, Integer.MAX_VALUE);
    }

    /** The body that carries these packets, at least one. */
    public static String join(Collection<? extends EngineIoPacket> packets) {
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("no packets: expected at least one");
        }
        return packets.stream().map(EngineIoCodec::encodeText).collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    @Override
    public Iterator<EngineIoPacket> iterator() {
        return new Packets(text, maxPackets);
    }

    private static final class Packets implements Iterator<EngineIoPacket> {

        private final String text;
        private final int maxPackets;
        private int start;
        private int packets;

        Packets(String text, int maxPackets) {
            this.text = text;
            this.maxPackets = maxPackets;
        }

        @Override
        public boolean hasNext() {
            return start <= text.length();
        }

        @Override
        public EngineIoPacket next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no packet left of " + packets);
            }
            int separator = text.indexOf(SEPARATOR, start);
            String packet = text.substring(start, separator < 0 ? text.length() : separator);
            // A failure is the last thing that this iterator gives.
            start = text.length() + 1;
            if (packets++ == maxPackets) {
                throw new MalformedEngineIoException("a payload of many packets, expected at most " + maxPackets);
            }
            EngineIoPacket next = EngineIoCodec.decodeText(packet);
            if (separator >= 0) {
                start = separator + 1;
            }
            return next;
        }
    }
}
