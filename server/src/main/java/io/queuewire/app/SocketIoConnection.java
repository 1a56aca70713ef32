package io.queuewire.app;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.MalformedEngineIoException;
import io.queuewire.json.RawJson;
import io.queuewire.session.JsonEvent;
import io.queuewire.socketio.FromServerDecoder;
import io.queuewire.socketio.MalformedSocketIoException;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoEncoder;
import io.queuewire.socketio.SocketIoPacket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One Socket.IO connection of a client, over WebSocket, from its handshake to its end. */
final class SocketIoConnection implements ListenConnection {

    private static final int MOST_ATTACHMENT_BYTES = 16 << 20;

    private final URI url;
    private final List<String> rooms;
    private final ListenProgress progress;
    private final ListenSink sink;
    private final CompletableFuture<String> ending = new CompletableFuture<>();

    /**
     * Prepares a connection.
     *
     * @param rooms to join
     * @param progress of the connections before this one, so that the server can go on where they were
     */
    SocketIoConnection(URI url, List<String> rooms, ListenProgress progress, ListenSink sink) {
        this.url = url;
        this.rooms = List.copyOf(rooms);
        this.progress = progress;
        this.sink = sink;
    }

    @Override
    public String run() throws InterruptedException {
        return ListenConnection.converse(address(), new Incoming(), ending);
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
        private int roomsLeft;
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
                case EngineIoPacket.Open open -> send(socket, new SocketIoPacket.Connect(Namespace.MAIN, wish()));
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
                    known(connected.pid());
                    roomsLeft = rooms.size();
                    joinedIfInAllRooms();
                    for (int i = 0; i < rooms.size(); i++) {
                        send(socket, join(i));
                    }
                }
                case SocketIoPacket.ConnectError refused -> ending.complete("refused: " + refused.message());
                case SocketIoPacket.Disconnect disconnect -> ending.complete("disconnected by the server");
                case SocketIoPacket.Event event -> tell(event);
                case SocketIoPacket.Ack ack -> {
                    roomsLeft--;
                    joinedIfInAllRooms();
                }
            }
        }

        private SocketIoPacket join(int room) {
            List<RawJson> name = List.of(RawJson.string(rooms.get(room)));
            return new SocketIoPacket.Event(Namespace.MAIN, OptionalLong.of(room), "join", name, List.of());
        }

        private void joinedIfInAllRooms() {
            if (roomsLeft == 0) {
                sink.joined();
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

    /** Where this client wants to go on, as the official clients say it. */
    private Optional<RawJson> wish() {
        return progress.pid().map(pid -> {
            Map<String, RawJson> members = new LinkedHashMap<>();
            members.put("pid", RawJson.string(pid));
            progress.position().ifPresent(offset -> members.put("offset", RawJson.string(offset)));
            return RawJson.object(members);
        });
    }

    /** Another secret than before means another session, and that messages may have been missed. */
    private void known(Optional<String> pid) {
        if (progress.pid().isPresent() && !progress.pid().equals(pid)) {
            sink.line(GAP);
        }
        pid.ifPresent(progress::isKnownBy);
    }

    private void tell(SocketIoPacket.Event event) {
        List<RawJson> arguments = event.arguments();
        if (progress.pid().isPresent()
                && !arguments.isEmpty()
                && arguments.getLast().isString()) {
            progress.reached(arguments.getLast().asString());
            arguments = arguments.subList(0, arguments.size() - 1);
        }
        sink.line(ListenConnection.line(event.name(), JsonEvent.data(arguments)));
    }
}
