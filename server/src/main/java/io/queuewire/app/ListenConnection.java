package io.queuewire.app;

import io.queuewire.json.RawJson;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** One connection of a client that listens, over one of the three protocols, from its beginning to its end. */
interface ListenConnection {

    /** What is printed when messages were missed. */
    RawJson GAP = RawJson.object(Map.of("type", RawJson.string("gap")));

    Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Connects and stays until the connection ends; says why it did. */
    String run() throws InterruptedException;

    /**
     * Chooses the protocol by the URL: {@code ws} and {@code wss} are the plain JSON WebSocket, a path that ends with
     * {@code /events} is Server-Sent Events, anything else Socket.IO.
     *
     * @param rooms to join
     */
    static ListenConnection to(URI url, List<String> rooms, ListenProgress progress, ListenSink sink) {
        if (String.valueOf(url.getScheme()).startsWith("ws")) {
            return new JsonConnection(withQuery(url, rooms, progress.position()), progress, sink);
        }
        return String.valueOf(url.getPath()).endsWith("/events")
                ? new EventStreamClient(withQuery(url, rooms, Optional.empty()), progress, sink)
                : new SocketIoConnection(url, rooms, progress, sink);
    }

    private static URI withQuery(URI url, List<String> rooms, Optional<String> since) {
        Map<String, String> more = new LinkedHashMap<>();
        if (!rooms.isEmpty()) {
            more.put("rooms", String.join(",", rooms));
        }
        since.ifPresent(position -> more.put("since", position));
        String query = more.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        if (query.isEmpty()) {
            return url;
        }
        String address = url.toString();
        // The last one counts, so that a position goes before the time that the caller asked for at first.
        return URI.create(address + (url.getRawQuery() == null ? "?" : "&") + query);
    }

    /** An event as it is printed. */
    static RawJson line(String event, RawJson data) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("event", RawJson.string(event));
        members.put("data", data);
        return RawJson.object(members);
    }

    /**
     * Opens a WebSocket and stays until somebody says how it ended.
     *
     * @param incoming hears what the server says
     * @param ending completed with why the connection ended
     */
    static String converse(URI address, WebSocket.Listener incoming, CompletableFuture<String> ending)
            throws InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build()) {
            WebSocket socket = http.newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(address, incoming)
                    .get();
            try {
                return ending.get();
            } finally {
                socket.abort();
            }
        } catch (ExecutionException e) {
            return reason(e);
        }
    }

    /** Why something failed, in the words of what lies behind it. */
    static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return switch (cause) {
            case WebSocketHandshakeException refused ->
                "HTTP " + refused.getResponse().statusCode() + " instead of a WebSocket";
            // The JDK's client says nothing more than this.
            case ConnectException unreachable
            when unreachable.getMessage() == null -> "nobody answers there, or the host is unknown";
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }
}
