package io.queuewire.app;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One connection to the plain JSON WebSocket. */
final class JsonConnection implements ListenConnection {

    private final URI address;
    private final ListenProgress progress;
    private final ListenSink sink;
    private final CompletableFuture<String> ending = new CompletableFuture<>();

    JsonConnection(URI address, ListenProgress progress, ListenSink sink) {
        this.address = address;
        this.progress = progress;
        this.sink = sink;
    }

    @Override
    public String run() throws InterruptedException {
        return ListenConnection.converse(address, new Incoming(), ending);
    }

    /** What the server says, in order, on one thread at a time. */
    private final class Incoming implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                try {
                    receive(RawJson.parse(message, JsonLimits.QUEUE).members());
                } catch (MalformedJsonException | IllegalStateException e) {
                    ending.complete("not a JSON object: " + e.getMessage());
                }
            }
            socket.request(1);
            return null;
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

    private void receive(Map<String, RawJson> message) {
        string(message, "position").ifPresent(progress::reached);
        Optional<String> event = string(message, "event");
        if (event.isPresent()) {
            sink.line(ListenConnection.line(event.get(), message.getOrDefault("data", RawJson.NULL)));
            return;
        }
        String type = string(message, "type").orElse("");
        if (type.equals("hello")) {
            sink.joined();
        } else if (type.equals("gap")) {
            sink.line(GAP);
        }
    }

    private static Optional<String> string(Map<String, RawJson> message, String name) {
        return Optional.ofNullable(message.get(name)).filter(RawJson::isString).map(RawJson::asString);
    }
}
