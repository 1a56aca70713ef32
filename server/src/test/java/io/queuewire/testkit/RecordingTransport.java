package io.queuewire.testkit;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connection of an Engine.IO session that remembers what it was given, as text; ready unless it is told otherwise. */
public final class RecordingTransport implements EngineIoTransport {

    private final WireFormat format;
    private final List<String> sent = new ArrayList<>();
    private final List<DisconnectReason> closes = new ArrayList<>();
    private boolean ready = true;
    private int told;

    /** A connection that is told the name of each broadcast. */
    public RecordingTransport() {
        this(new TextFormat((message, position) -> message.event()));
    }

    /** A connection that is told broadcasts in some format of texts. */
    public RecordingTransport(TextFormat format) {
        this.format = format;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public void send(EngineIoPacket packet) {
        sent.add(EngineIoCodec.encodeText(packet));
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    public void ready(boolean isReady) {
        ready = isReady;
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        closes.add(reason);
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        sent.addAll(TextFormat.textsOf(message));
    }

    @Override
    public void flush() {
        // What was written counts as sent.
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void whenRoom(Runnable action) {
        throw new UnsupportedOperationException("there is always room");
    }

    /** All packets that were sent so far, and the event names of broadcasts. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** What was sent since this was asked last. */
    public List<String> news() {
        List<String> news = List.copyOf(sent.subList(told, sent.size()));
        told = sent.size();
        return news;
    }

    /** Why it was closed, empty while it is open; fails when it was closed twice. */
    public Optional<DisconnectReason> closed() {
        if (closes.size() > 1) {
            throw new AssertionError("closed more than once: " + closes);
        }
        return closes.stream().findFirst();
    }
}
