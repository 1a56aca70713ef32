package io.queuewire.testkit;

import io.queuewire.hub.ClientLink;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that remembers what it was sent, in a wire format of event names. */
public final class RecordingLink implements ClientLink {

    /** Writes a message as its event name and counts what is encoded and given up. */
    public static final class NameFormat implements WireFormat {

        private int encoded;
        private int joined;
        private int open;
        private String refused = "";

        @Override
        public String protocol() {
            return "names";
        }

        @Override
        public synchronized EncodedMessage encode(PushMessage message, String position) {
            if (message.event().equals(refused)) {
                throw new IllegalStateException("cannot be written: " + refused);
            }
            encoded++;
            open++;
            return new Names(List.of(message.event()), List.of(position), this);
        }

        @Override
        public synchronized EncodedMessage join(List<EncodedMessage> messages) {
            joined++;
            open++;
            return new Names(
                    messages.stream()
                            .flatMap(message -> ((Names) message).events.stream())
                            .toList(),
                    messages.stream()
                            .flatMap(message -> ((Names) message).positions.stream())
                            .toList(),
                    this);
        }

        private synchronized void closed() {
            open--;
        }

        public synchronized int encoded() {
            return encoded;
        }

        /** How often several messages were made one. */
        public synchronized int joined() {
            return joined;
        }

        /** Fails to write this event from now on. */
        public synchronized void refuse(String event) {
            refused = event;
        }

        public synchronized int open() {
            return open;
        }
    }

    private record Names(List<String> events, List<String> positions, NameFormat format) implements EncodedMessage {
        @Override
        public int size() {
            return events.stream().mapToInt(String::length).sum();
        }

        @Override
        public void close() {
            format.closed();
        }
    }

    private final NameFormat format;
    private final List<String> events = new ArrayList<>();
    private final List<String> positions = new ArrayList<>();
    private final List<String> flushed = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private @Nullable Runnable whenRoom;
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
        Names names = (Names) message;
        events.addAll(names.events);
        positions.addAll(names.positions);
        room -= names.events.size();
    }

    @Override
    public void flush() {
        flushed.addAll(events);
        events.clear();
        flushes++;
    }

    @Override
    public boolean hasRoom() {
        return room > 0;
    }

    @Override
    public void whenRoom(Runnable action) {
        whenRoom = action;
    }

    /** From now on has room for so many messages more. */
    public void makeRoom(int messages) {
        room = messages;
        Runnable waiting = whenRoom;
        if (messages > 0 && waiting != null) {
            whenRoom = null;
            waiting.run();
        }
    }

    /** The positions with which the events came, in order. */
    public List<String> positions() {
        return positions;
    }

    /** The events that were written and flushed, in order. */
    public List<String> received() {
        return flushed;
    }

    public int flushes() {
        return flushes;
    }
}
