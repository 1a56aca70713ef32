package io.queuewire.bench.intake;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A Socket.IO client over WebSocket that costs next to nothing: it reads frames, answers heartbeats and hands on the text of
 * each event. Its one thread ends with the connection.
 */
final class LoadClient implements AutoCloseable {

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket;
    private final Consumer<String> events;
    private final CountDownLatch connected = new CountDownLatch(1);

    private LoadClient(Socket socket, Consumer<String> events) {
        this.socket = socket;
        this.events = events;
    }

    /**
     * Connects, and waits until the client is in the main namespace.
     *
     * @param events takes the text of each event, on the client's thread
     */
    static LoadClient connect(URI relay, Consumer<String> events) throws IOException, InterruptedException {
        Socket socket = new Socket(relay.getHost(), relay.getPort());
        socket.setTcpNoDelay(true);
        LoadClient client = new LoadClient(socket, events);
        String request = String.join(
                "\r\n",
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                "Host: " + relay.getAuthority(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                "");
        write(socket.getOutputStream(), request.getBytes(StandardCharsets.US_ASCII));
        Thread.ofPlatform().daemon().start(client::read);
        client.connected.await();
        return client;
    }

    private void read() {
        try (DataInputStream input = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024))) {
            skipResponse(input);
            while (true) {
                packet(text(input));
            }
        } catch (IOException e) {
            // The connection is over.
        }
    }

    private static void skipResponse(DataInputStream input) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = input.readUnsignedByte();
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
    }

    /** One unfragmented frame, as the relay writes them (RFC 6455, 5.2). */
    private static String text(DataInputStream input) throws IOException {
        input.readUnsignedByte();
        int length = input.readUnsignedByte();
        if (length == TWO_BYTES) {
            length = input.readUnsignedShort();
        } else if (length == EIGHT_BYTES) {
            length = Math.toIntExact(input.readLong());
        }
        byte[] payload = new byte[length];
        input.readFully(payload);
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    private void packet(String text) throws IOException {
        if (text.startsWith("42")) {
            events.accept(text);
        } else if (text.startsWith("40")) {
            connected.countDown();
        } else if (text.startsWith("0")) {
            send("40");
        } else if (text.equals("2")) {
            send("3");
        }
    }

    /** A client masks what it sends; a mask of zeros leaves it as it is. */
    private void send(String text) throws IOException {
        byte[] frame = new byte[6 + text.length()];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (MASKED | text.length());
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, frame, 6, text.length());
        write(socket.getOutputStream(), frame);
    }

    private static void write(OutputStream output, byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
