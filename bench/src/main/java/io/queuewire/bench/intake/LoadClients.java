package io.queuewire.bench.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Socket.IO clients over WebSocket that cost next to nothing: they read frames, answer heartbeats and hand on the text of each
 * event. One thread serves them all, or waking a thread for each would be most of what is measured.
 */
final class LoadClients implements AutoCloseable {

    private static final int BUFFER = 256 << 10;

    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;

    private LoadClients(Selector selector) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name("load clients").unstarted(this::run);
    }

    static LoadClients start() throws IOException {
        LoadClients clients = new LoadClients(Selector.open());
        clients.thread.start();
        return clients;
    }

    /**
     * Connects some clients, and waits until each is in the main namespace.
     *
     * @param events takes the text of each event, on the clients' thread
     */
    void connect(int count, URI relay, Consumer<String> events) throws IOException {
        for (int i = 0; i < count; i++) {
            Client client =
                    new Client(SocketChannel.open(new InetSocketAddress(relay.getHost(), relay.getPort())), events);
            client.join(relay.getAuthority());
            client.channel.configureBlocking(false);
            client.channel.register(selector, SelectionKey.OP_READ, client);
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(key -> read((Client) key.attachment()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Client client) {
        try {
            client.read();
        } catch (IOException e) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.keys().forEach(key -> ((Client) key.attachment()).close());
        selector.close();
    }

    /** One connection. On one thread at a time. */
    private static final class Client {

        private static final int TEXT = 0x81;
        private static final int MASKED = 0x80;
        private static final int TWO_BYTES = 126;
        private static final int EIGHT_BYTES = 127;

        private final SocketChannel channel;
        private final Consumer<String> events;
        private final ByteBuffer input = ByteBuffer.allocate(BUFFER);
        private boolean upgraded;
        private boolean joined;

        Client(SocketChannel channel, Consumer<String> events) throws IOException {
            this.channel = channel;
            this.events = events;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        void join(String host) throws IOException {
            write(String.join(
                    "\r\n",
                    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                    "Host: " + host,
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    ""));
            while (!joined) {
                read();
            }
        }

        void read() throws IOException {
            if (channel.read(input) < 0) {
                throw new EOFException("the relay closed the connection");
            }
            input.flip();
            if (!upgraded) {
                upgraded = skipResponse();
            }
            while (upgraded && hasFrame()) {
                packet(text());
            }
            input.compact();
        }

        /** Whether the head of the response was there as a whole, and is gone. */
        private boolean skipResponse() {
            String head = StandardCharsets.ISO_8859_1.decode(input.duplicate()).toString();
            int end = head.indexOf("\r\n\r\n");
            if (end >= 0) {
                input.position(input.position() + end + 4);
            }
            return end >= 0;
        }

        private boolean hasFrame() {
            if (input.remaining() < 2) {
                return false;
            }
            int header = headerLength();
            return input.remaining() >= header && input.remaining() >= header + payloadLength();
        }

        private int headerLength() {
            return switch (input.get(input.position() + 1)) {
                case TWO_BYTES -> 4;
                case EIGHT_BYTES -> 10;
                default -> 2;
            };
        }

        /** One unfragmented frame, as the relay writes them (RFC 6455, 5.2). */
        private int payloadLength() {
            int start = input.position();
            return switch (headerLength()) {
                case 4 -> Short.toUnsignedInt(input.getShort(start + 2));
                case 10 -> Math.toIntExact(input.getLong(start + 2));
                default -> input.get(start + 1);
            };
        }

        private String text() {
            int header = headerLength();
            byte[] payload = new byte[payloadLength()];
            input.position(input.position() + header);
            input.get(payload);
            return new String(payload, StandardCharsets.ISO_8859_1);
        }

        private void packet(String text) throws IOException {
            if (text.startsWith("42")) {
                events.accept(text);
            } else if (text.startsWith("40")) {
                joined = true;
            } else if (text.startsWith("0")) {
                send("40");
            } else if (text.equals("2")) {
                send("3");
            }
        }

        /** A client masks what it sends; a mask of zeros leaves it as it is. */
        private void send(String text) throws IOException {
            write(new String(new char[] {TEXT, (char) (MASKED | text.length()), 0, 0, 0, 0}) + text);
        }

        private void write(String bytes) throws IOException {
            ByteBuffer output = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            while (output.hasRemaining()) {
                channel.write(output);
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
