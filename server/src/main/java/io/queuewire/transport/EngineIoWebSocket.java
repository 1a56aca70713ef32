package io.queuewire.transport;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.MalformedEngineIoException;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.SendBatch;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.EngineIoTransport;
import org.jspecify.annotations.Nullable;

/** The WebSocket transport of one Engine.IO session: one packet in each message. On the session's thread only. */
final class EngineIoWebSocket implements EngineIoTransport, WebSocketListener {

    private final WebSocketOutput connection;
    private final WireFormat format;
    private @Nullable EngineIoSession session;

    EngineIoWebSocket(WebSocketOutput connection, WireFormat format) {
        this.connection = connection;
        this.format = format;
    }

    /** Names the session that packets belong to; due before the first one arrives. */
    void attach(EngineIoSession session) {
        this.session = session;
    }

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public void send(EngineIoPacket packet) {
        if (packet instanceof EngineIoPacket.Binary binary) {
            connection.sendBinary(binary.bytes());
        } else {
            connection.sendText(EngineIoCodec.encodeText(packet));
        }
    }

    @Override
    public boolean isReady() {
        return connection.isWritable();
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        connection.write(((EncodedBytes) message).bytes().retainedDuplicate());
    }

    @Override
    public void send(EncodedMessage message, SendBatch batch) {
        connection.send(((EncodedBytes) message).bytes(), batch);
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public boolean hasRoom() {
        return connection.isWritable();
    }

    @Override
    public void whenRoom(Runnable action) {
        connection.whenWritable(action);
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        connection.close(reason, detail);
    }

    @Override
    public void text(String message) {
        EngineIoPacket packet;
        try {
            packet = EngineIoCodec.decodeText(message);
        } catch (MalformedEngineIoException e) {
            connection.close(DisconnectReason.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        session().receive(packet, this);
    }

    @Override
    public void binary(byte[] message) {
        session().receive(new EngineIoPacket.Binary(message), this);
    }

    @Override
    public void pong() {
        // Engine.IO has a heartbeat of its own; a pong that nobody asked for is allowed (RFC 6455, section 5.5.3).
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        session().transportClosed(this, reason, detail);
    }

    private EngineIoSession session() {
        if (session == null) {
            throw new IllegalStateException("a packet arrived before its session");
        }
        return session;
    }
}
