package io.queuewire.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A TCP connection that sends whatever it is told and knows no protocol. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    static RawConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Eventually.LIMIT.toMillis());
        return new RawConnection(socket);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends as much of it as the other side takes. */
    void send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedAlready) {
            // What matters is told by what comes back.
        }
    }

    /** Everything that comes back until the other side closes; fails when it does not. */
    String readUntilClosed() throws IOException {
        StringBuilder received = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            for (int length; (length = socket.getInputStream().read(buffer)) >= 0; ) {
                received.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // Closed while bytes of ours were still on their way.
        }
        return received.toString();
    }

    /** What comes back up to and with an expected end. */
    String readUntil(String end) throws IOException {
        StringBuilder received = new StringBuilder();
        while (!received.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + received);
            }
            received.append((char) next);
        }
        return received.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
