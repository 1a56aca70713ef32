package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a client makes of the messages on its WebSocket. Holds no state: one serves all clients. */
sealed interface Talk {

    /** The way of a protocol over WebSocket. */
    static Talk of(LoadProtocol protocol) {
        return protocol == LoadProtocol.SOCKETIO ? new SocketIo() : new Plain();
    }

    /** The server has agreed to speak WebSocket. */
    void upgraded(Receiver client);

    /** A text, or the first part of a long one. */
    void text(Receiver client, byte[] bytes, int from, int end);

    /** Socket.IO v5 over Engine.IO v4. */
    final class SocketIo implements Talk {

        private static final ByteBuf CONNECT = constant("40");
        private static final ByteBuf PONG = constant("3");

        private SocketIo() {}

        @Override
        public void upgraded(Receiver client) {
            // It is in when it has joined the namespace.
        }

        @Override
        public void text(Receiver client, byte[] bytes, int from, int end) {
            switch (from < end ? bytes[from] : ' ') {
                case '0' -> client.send(MaskedFrames.TEXT, CONNECT);
                case '1' -> client.ended("Engine.IO close");
                case '2' -> client.send(MaskedFrames.TEXT, PONG);
                case '4' -> packet(client, bytes, from + 1, end);
                default -> client.ended("not Engine.IO");
            }
        }

        private static void packet(Receiver client, byte[] bytes, int from, int end) {
            switch (from < end ? bytes[from] : ' ') {
                case '0' -> client.ready();
                case '1' -> client.ended("Socket.IO disconnect");
                case '2', '5' -> client.received(bytes, from, end);
                case '3', '6' -> {} // nobody asked for an acknowledgement
                case '4' -> client.ended("Socket.IO connect error");
                default -> client.ended("not Socket.IO");
            }
        }
    }

    /** Every text is an event, but for the greeting of {@code /ws}. */
    final class Plain implements Talk {

        private static final byte[] HELLO = "{\"type\":\"hello\"".getBytes(StandardCharsets.US_ASCII);

        private Plain() {}

        @Override
        public void upgraded(Receiver client) {
            client.ready();
        }

        @Override
        public void text(Receiver client, byte[] bytes, int from, int end) {
            int helloEnd = from + HELLO.length;
            if (helloEnd > end || !Arrays.equals(bytes, from, helloEnd, HELLO, 0, HELLO.length)) {
                client.received(bytes, from, end);
            }
        }
    }

    private static ByteBuf constant(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII)))
                .asReadOnly();
    }
}
