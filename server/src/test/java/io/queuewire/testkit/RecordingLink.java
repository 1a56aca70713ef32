package io.queuewire.testkit;

import io.queuewire.hub.ClientLink;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.ArrayList;
import java.util.List;

/** A client that remembers what it was sent, in a wire format of event names. */
public final class RecordingLink implements ClientLink {

    /** Writes a message as its event name and counts what is encoded and given up. */
    public static final class NameFormat implements WireFormat {

        private int encoded;
        private int open;

        @Override
        public String protocol() {
            return "names";
        }

        @Override
        public synchronized EncodedMessage encode(PushMessage message, String position) {
            encoded++;
            open++;
            return new Name(message.event(), this);
        }

        private synchronized void closed() {
            open--;
        }

        public synchronized int encoded() {
            return encoded;
        }

        public synchronized int open() {
            return open;
        }
    }

    private record Name(String event, NameFormat format) implements EncodedMessage {
        @Override
        public void close() {
            format.closed();
        }
    }

    private final NameFormat format;
    private final List<String> events = new ArrayList<>();
    private final List<String> flushed = new ArrayList<>();
    private int flushes;

    public RecordingLink(NameFormat format) {
        this.format = format;
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        events.add(((Name) message).event());
    }

    @Override
    public void flush() {
        flushed.addAll(events);
        events.clear();
        flushes++;
    }

    /** The events that were written and flushed, in order. */
    public List<String> received() {
        return flushed;
    }

    public int flushes() {
        return flushes;
    }
}
