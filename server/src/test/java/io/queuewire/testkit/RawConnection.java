package io.queuewire.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A TCP client that sends exactly the bytes that a test gives it, right ones or wrong ones, and shows what comes back. Reading
 * fails, rather than hangs, when nothing comes for a long time.
 */
public final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawConnection open(int port) {
        return open(port, 0);
    }

    /** A connection whose kernel takes few bytes for a peer that does not read them. */
    public static RawConnection openWithSmallWindow(int port) {
        return open(port, 4_096);
    }

    private static RawConnection open(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebSocket, after a handshake that was accepted. */
    public static RawConnection openWebSocket(int port, String path) {
        return open(port).upgraded(path);
    }

    /** Makes this connection a WebSocket; fails when the server does not want it. */
    public RawConnection upgraded(String path) {
        send(upgradeRequest(path));
        RawResponse answer = head();
        if (answer.status() != 101) {
            throw new AssertionError("expected a WebSocket at " + path + ": " + answer);
        }
        return this;
    }

    /** A handshake as browsers send it; more headers may follow it, and the empty line must. */
    public static String upgradeHead(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    public static String upgradeRequest(String path) {
        return upgradeHead(path) + "\r\n";
    }

    /** Sends a text, one byte for each character. */
    public RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the same bytes again and again until the peer has ended the connection or they were sent often enough. */
    public void sendRepeatedly(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException ended) {
            // That is what floods are for.
        }
    }

    /** Ends the connection from this side, while the other one may go on. */
    public RawConnection finishSending() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next response; one that announces no length must have no body. */
    public RawResponse response() {
        RawResponse head = head();
        int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new RawResponse(head.status(), head.headers(), read(length));
    }

    /** The next response without a body, whatever length it announces, as for HEAD. */
    public RawResponse head() {
        String[] statusLine = line().split(" ", 3);
        if (!statusLine[0].equals("HTTP/1.1")) {
            throw new AssertionError("expected HTTP/1.1: " + String.join(" ", statusLine));
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new RawResponse(Integer.parseInt(statusLine[1]), headers, new byte[0]);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            line.append((char) next);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new AssertionError("expected a line that ends with CR LF: " + line);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** All text, in UTF-8, up to the next of these ends and with it. */
    public String textUntil(String end) {
        byte[] last = end.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int matched = 0; matched < last.length; ) {
            int next = read();
            text.write(next);
            if (next == (last[matched] & 0xFF)) {
                matched++;
            } else {
                matched = next == (last[0] & 0xFF) ? 1 : 0;
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The next WebSocket frame; fails when the server masks it. */
    public ServerFrame frame() {
        int first = read();
        int length = read();
        if (length > 127) {
            throw new AssertionError("a server must not mask its frames");
        }
        if (length == 126) {
            length = read() << 8 | read();
        } else if (length == 127) {
            length = 0;
            for (int i = 0; i < 8; i++) {
                length = length << 8 | read();
            }
        }
        return new ServerFrame(first, read(length));
    }

    /** So many bytes, whatever they are. */
    public byte[] read(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("after " + bytes.length + " of " + length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int read() {
        try {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("where a byte was due");
            }
            return next;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Waits until the server ends the connection properly; fails when it sends anything before or resets it. */
    public void expectEnd() {
        try {
            byte[] rest = in.readAllBytes();
            if (rest.length > 0) {
                throw new AssertionError(
                        "expected the end of the connection: " + new String(rest, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Waits until the server ends the connection in any way, whatever it sends before. */
    public void awaitEnd() {
        try {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw failed(e);
        } catch (IOException reset) {
            // Also an end.
        }
    }

    private static AssertionError failed(IOException e) {
        String what = e instanceof SocketTimeoutException ? "nothing came for a long time" : e.toString();
        return new AssertionError("the connection did not do what was expected: " + what, e);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
