package io.queuewire.session;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.WireFormat;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The connection of a client without Socket.IO, over WebSocket or as an event stream, that remembers what it was told. */
final class PlainClient implements PlainSocket, EventStream {

    private final WireFormat format;
    private final List<String> unflushed = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int asked;
    private int pings;
    private @Nullable DisconnectReason closed;
    private PlainSocket.@Nullable Listener listener;

    /** @param text how the client is told a message and its position */
    PlainClient(BiFunction<PushMessage, String, String> text) {
        this.format = new TextFormat(text);
    }

    /** Names who hears the client. */
    void heardBy(PlainSocket.Listener session) {
        listener = session;
    }

    /** Who hears the client. */
    PlainSocket.Listener session() {
        return Objects.requireNonNull(listener);
    }

    /** What the client was told since this was asked last. */
    List<String> news() {
        List<String> news = List.copyOf(told.subList(asked, told.size()));
        asked = told.size();
        return news;
    }

    int pings() {
        return pings;
    }

    Optional<DisconnectReason> closed() {
        return Optional.ofNullable(closed);
    }

    @Override
    public void send(String text) {
        unflushed.add(text);
        flush();
    }

    @Override
    public void send(byte[] bytes) {
        throw new UnsupportedOperationException("nothing binary is said");
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        closed = reason;
        if (listener != null) {
            listener.closed(reason, detail);
        }
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        unflushed.addAll(TextFormat.textsOf(message));
    }

    @Override
    public void flush() {
        told.addAll(unflushed);
        unflushed.clear();
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void whenRoom(Runnable action) {
        throw new UnsupportedOperationException("there is always room");
    }
}
