package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;

/** One client of the official Java library. */
final class JavaClient implements AutoCloseable {

    private static final String[] EVENTS = {"item_added", "item_removed"};

    private final Socket socket;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** An event that arrived. */
    record Event(String name, String data) {}

    private JavaClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects, and waits until the client is in the main namespace. */
    static JavaClient connect(URI relay) {
        return connect(relay, WebSocket.NAME);
    }

    /** @param transports in the library's words, the one to begin with first */
    static JavaClient connect(URI relay, String... transports) {
        IO.Options options =
                IO.Options.builder().setForceNew(true).setTransports(transports).build();
        JavaClient client = new JavaClient(IO.socket(relay, options));
        for (String event : EVENTS) {
            client.socket.on(event, arguments -> client.events.add(new Event(event, String.valueOf(arguments[0]))));
        }
        client.socket.on(Socket.EVENT_CONNECT, nothing -> client.connections.incrementAndGet());
        client.socket.connect();
        eventually().until(client.socket::connected);
        return client;
    }

    /** What has arrived so far, in order. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** How often it has connected. */
    int connections() {
        return connections.get();
    }

    void awaitEvents(int expected) {
        eventually().until(() -> events.size() >= expected);
    }

    /** Sends an event and waits for the server's acknowledgement. */
    JSONObject ask(String event, JSONObject data) throws Exception {
        CompletableFuture<JSONObject> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {data}, (Ack) arguments -> answer.complete((JSONObject) arguments[0]));
        return answer.get(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.close();
    }
}
