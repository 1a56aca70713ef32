package io.queuewire.transport;

import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.SendBatch;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.PlainSocket;

/** A WebSocket connection as the session behind it sees it. */
record PlainWebSocket(WebSocketConnection connection, WireFormat format) implements PlainSocket {

    /** Passes on what a connection hears. */
    record Hearing(PlainSocket.Listener listener) implements WebSocketListener {

        @Override
        public void text(String message) {
            listener.text(message);
        }

        @Override
        public void binary(byte[] message) {
            listener.binary(message);
        }

        @Override
        public void pong() {
            listener.pong();
        }

        @Override
        public void closed(DisconnectReason reason, String detail) {
            listener.closed(reason, detail);
        }
    }

    @Override
    public void send(String text) {
        connection.sendText(text);
    }

    @Override
    public void send(byte[] bytes) {
        connection.sendBinary(bytes);
    }

    @Override
    public void ping() {
        connection.sendPing();
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        connection.close(reason, detail);
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
}
