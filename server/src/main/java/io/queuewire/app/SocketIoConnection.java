package io.queuewire.app;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.MalformedEngineIoException;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.FromServerDecoder;
import io.queuewire.socketio.MalformedSocketIoException;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;
import io.queuewire.socketio.SocketIoPacket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One Socket.IO connection of a client, over WebSocket, from its handshake to its end. */
final class SocketIoConnection {

    private static final int MOST_ATTACHMENT_BYTES = 16 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI url;
    private final List<String> rooms;
    private final Consumer<RawJson> events;
    private final CompletableFuture<String> ending = new CompletableFuture<>();
    private volatile boolean joined;
    private Runnable onJoined = () -> {};

    /**
     * Prepares a connection.
     *
     * @param rooms to join
     * @param events gets each event as a JSON object of its name and its data, on a thread of the connection
     */
    SocketIoConnection(URI url, List<String> rooms, Consumer<RawJson> events) {
        this.url = url;
        this.rooms = List.copyOf(rooms);
        this.events = events;
    }

    void onJoined(Runnable action) {
        onJoined = action;
    }

    boolean hasJoined() {
        return joined;
    }

    /** Connects and stays until the connection ends; says why it did. */
    String run() throws InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build()) {
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(address(), new Incoming())
                    .get();
            try {
                return ending.get();
            } finally {
                socket.abort();
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause.getMessage() == null ? cause.toString() : cause.getMessage();
        }
    }

    private URI address() {
        String scheme = "https".equals(url.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + url.getRawAuthority() + "/socket.io/?EIO=4&transport=websocket");
    }

    /** What the server says, in order, on one thread at a time. */
    private final class Incoming implements WebSocket.Listener {

        private final FromServerDecoder decoder = new FromServerDecoder(MOST_ATTACHMENT_BYTES);
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                understand(() -> receive(socket, EngineIoCodec.decodeText(message)));
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            binary.writeBytes(bytes);
            if (last) {
                byte[] message = binary.toByteArray();
                binary.reset();
                understand(() -> receive(socket, new EngineIoPacket.Binary(message)));
            }
            socket.request(1);
            return null;
        }

        private void understand(Runnable message) {
            try {
                message.run();
            } catch (MalformedEngineIoException | MalformedSocketIoException e) {
                ending.complete("not Socket.IO: " + e.getMessage());
            }
        }

        private void receive(WebSocket socket, EngineIoPacket packet) {
            switch (packet) {
                case EngineIoPacket.Open open ->
                    send(socket, new SocketIoPacket.Connect(Namespace.MAIN, Optional.empty()));
                case EngineIoPacket.Ping ping -> transmit(socket, EngineIoPacket.Pong.HEARTBEAT);
                case EngineIoPacket.Message message ->
                    decoder.text(message.text()).ifPresent(whole -> receive(socket, whole));
                case EngineIoPacket.Close close -> ending.complete("closed by the server");
                case EngineIoPacket.Binary attachment ->
                    decoder.binary(attachment.bytes()).ifPresent(whole -> receive(socket, whole));
                case EngineIoPacket.Pong pong -> {}
                case EngineIoPacket.Upgrade upgrade -> {}
                case EngineIoPacket.Noop noop -> {}
            }
        }

        private void receive(WebSocket socket, SocketIoPacket.FromServer packet) {
            switch (packet) {
                case SocketIoPacket.Connected connected -> {
                    joined = true;
                    onJoined.run();
                    rooms.forEach(room -> send(
                            socket, SocketIoPacket.Event.of(Namespace.MAIN, "join", List.of(RawJson.string(room)))));
                }
                case SocketIoPacket.ConnectError refused -> ending.complete("refused: " + refused.message());
                case SocketIoPacket.Disconnect disconnect -> ending.complete("disconnected by the server");
                case SocketIoPacket.Event event -> events.accept(line(event));
                case SocketIoPacket.Ack ack -> {}
            }
        }

        private void send(WebSocket socket, SocketIoPacket packet) {
            transmit(socket, new EngineIoPacket.Message(SocketIoEncoder.text(packet)));
        }

        /** One after the other: the JDK's WebSocket takes no text while it still sends the last one. */
        private void transmit(WebSocket socket, EngineIoPacket packet) {
            sent = sent.thenCompose(before -> socket.sendText(EngineIoCodec.encodeText(packet), true));
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ending.complete("closed with code " + code + (reason.isEmpty() ? "" : ", " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ending.complete(String.valueOf(error.getMessage()));
        }
    }

    private static RawJson line(SocketIoPacket.Event event) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("event", RawJson.string(event.name()));
        members.put(
                "data",
                switch (event.arguments().size()) {
                    case 0 -> RawJson.NULL;
                    case 1 -> event.arguments().getFirst();
                    default -> RawJson.array(event.arguments());
                });
        return RawJson.object(members);
    }
}
