package io.queuewire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A stretch of network between clients and a server that a test can cut and mend. Safe for any thread. */
public final class CutProxy implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private int target;
    private boolean cut;

    private CutProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** A stretch that ends at a port of this machine. */
    public static CutProxy to(int port) {
        try {
            CutProxy proxy = new CutProxy(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on leads to another port. */
    public synchronized void leadTo(int port) {
        target = port;
    }

    /** Breaks every connection; new ones break at once. */
    public synchronized void cut() {
        cut = true;
        sockets.forEach(CutProxy::reset);
        sockets.clear();
    }

    /** Lets connections through again. */
    public synchronized void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private synchronized void connect(Socket client) {
        if (cut) {
            reset(client);
            return;
        }
        try {
            Socket relay = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            relay.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(relay);
            Thread.ofVirtual().start(() -> pump(client, relay));
            Thread.ofVirtual().start(() -> pump(relay, client));
        } catch (IOException nobodyThere) {
            reset(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read; (read = in.read(buffer)) >= 0; ) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            reset(from);
            reset(to);
        }
    }

    /** Without a goodbye, as networks break. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
