package io.queuewire.app.rehearsal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Socket.IO clients over WebSocket of a rehearsed relay: they come, take in whatever is sent, and go. For one thread. */
public final class RehearsalAudience implements AutoCloseable {

    private static final int TWO_BYTES = 126;
    /** CR LF CR LF, behind the head of an answer. */
    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final List<Socket> clients = new ArrayList<>();

    private RehearsalAudience() {}

    /** Brings so many clients into the main namespace. None of them answers heartbeats, for which a rehearsal is too short. */
    public static RehearsalAudience connect(URI relay, int clients) throws IOException {
        RehearsalAudience audience = new RehearsalAudience();
        for (int i = 0; i < clients; i++) {
            audience.add(relay);
        }
        return audience;
    }

    private void add(URI relay) throws IOException {
        Socket socket = new Socket(relay.getHost(), relay.getPort());
        clients.add(socket);
        socket.setTcpNoDelay(true);
        DataInputStream input = new DataInputStream(socket.getInputStream());
        OutputStream output = socket.getOutputStream();
        output.write(String.join(
                        "\r\n",
                        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
                        "Host: " + relay.getAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "",
                        "")
                .getBytes(StandardCharsets.ISO_8859_1));
        skipHead(input);
        skipFrame(input);
        // The packet "40", with a mask of zeros.
        output.write(new byte[] {(byte) TEXT, (byte) (MASKED | 2), 0, 0, 0, 0, '4', '0'});
        skipFrame(input);
    }

    private static void skipHead(DataInputStream input) throws IOException {
        int last = 0;
        while (last != EMPTY_LINE) {
            last = last << 8 | input.readUnsignedByte();
        }
    }

    /** As the relay writes them: whole, and none of over 64 KiB (RFC 6455, 5.2). */
    private static void skipFrame(DataInputStream input) throws IOException {
        input.readUnsignedByte();
        int length = input.readUnsignedByte();
        input.skipNBytes(length == TWO_BYTES ? input.readUnsignedShort() : length);
    }

    /** Takes in whatever comes from now on, on threads of its own. */
    public void listen() {
        for (Socket client : clients) {
            Thread.ofVirtual().start(() -> {
                try {
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // Either side has closed it.
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }
}
