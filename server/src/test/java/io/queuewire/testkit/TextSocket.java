package io.queuewire.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A plain WebSocket client for conversations: send a text, expect the next one. */
public final class TextSocket implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final HttpClient client;
    private final WebSocket socket;
    private final Incoming incoming;

    private TextSocket(HttpClient client, WebSocket socket, Incoming incoming) {
        this.client = client;
        this.socket = socket;
        this.incoming = incoming;
    }

    public static TextSocket open(int port, String path) {
        HttpClient client = HttpClient.newHttpClient();
        Incoming incoming = new Incoming();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), incoming)
                .join();
        return new TextSocket(client, socket, incoming);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The next text; fails when none comes. */
    public String next() throws InterruptedException {
        String text = incoming.texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError(
                    "no message within " + PATIENCE_SECONDS + " s; closed with " + incoming.closeCode.getNow(null));
        }
        return text;
    }

    /** The code of the close frame that ends the connection. */
    public int closeCode() throws Exception {
        return incoming.closeCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The code of the close frame, when it comes. */
    public CompletableFuture<Integer> closed() {
        return incoming.closeCode;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private static final class Incoming implements WebSocket.Listener {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }
}
