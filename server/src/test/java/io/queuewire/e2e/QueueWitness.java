package io.queuewire.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a relay and its queue service and knows, whatever becomes of either, which messages the relay has in hand:
 * those that an answer brought it and whose delete or give-back the service has not confirmed.
 */
final class QueueWitness implements AutoCloseable {

    /** The visibility that the relay is configured with: by it an extension is told from a give-back, which takes other delays. */
    static final String VISIBILITY_SECONDS = "7";

    private static final String ACTION = "X-Amz-Target";

    private final URI service;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** With the receipt of the latest receive. */
    private final Map<String, String> receiptsByBody = new HashMap<>();

    private QueueWitness(URI service, HttpServer server) {
        this.service = service;
        this.server = server;
    }

    static QueueWitness of(URI service) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        QueueWitness witness = new QueueWitness(service, server);
        server.setExecutor(witness.threads);
        server.createContext("/", witness::handle);
        server.start();
        return witness;
    }

    /** What the relay takes for the queue service. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The bodies of the messages that the relay has in hand, which is dead; the next one begins with none. */
    synchronized Set<String> takeFromTheDead() {
        Set<String> inHand = Set.copyOf(receiptsByBody.keySet());
        receiptsByBody.clear();
        return inHand;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String action = exchange.getRequestHeaders().getFirst(ACTION);
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpResponse<String> answer = forward(exchange, action, request);
            if (answer.statusCode() == 200) {
                note(action, parse(request), parse(answer.body()));
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Any other failure closes the connection without an answer, as a service does that is gone.
    }

    private HttpResponse<String> forward(HttpExchange exchange, String action, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service)
                .header(ACTION, action)
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private synchronized void note(String action, RawJson request, RawJson answer) {
        switch (action) {
            case "AmazonSQS.ReceiveMessage" ->
                elements(answer, "Messages")
                        .forEach(message -> receiptsByBody.put(text(message, "Body"), text(message, "ReceiptHandle")));
            case "AmazonSQS.DeleteMessageBatch" -> settled(request, answer);
            case "AmazonSQS.ChangeMessageVisibilityBatch" -> settled(giveBacks(request), answer);
            default -> throw new IllegalArgumentException("action " + action + ": expected one of a relay");
        }
    }

    /** Extensions leave a message in hand. */
    private static RawJson giveBacks(RawJson request) {
        List<RawJson> entries = elements(request, "Entries").stream()
                .filter(entry -> !member(entry, "VisibilityTimeout").text().equals(VISIBILITY_SECONDS))
                .toList();
        return RawJson.object(Map.of("Entries", RawJson.array(entries)));
    }

    private void settled(RawJson request, RawJson answer) {
        List<String> done = elements(answer, "Successful").stream()
                .map(entry -> text(entry, "Id"))
                .toList();
        elements(request, "Entries").stream()
                .filter(entry -> done.contains(text(entry, "Id")))
                .forEach(entry -> receiptsByBody.values().remove(text(entry, "ReceiptHandle")));
    }

    private static RawJson parse(String text) {
        return text.isBlank() ? RawJson.EMPTY_OBJECT : RawJson.parse(text, JsonLimits.QUEUE);
    }

    private static List<RawJson> elements(RawJson object, String name) {
        RawJson array = object.members().getOrDefault(name, RawJson.NULL);
        return array.isArray() ? new ArrayList<>(array.elements()) : List.of();
    }

    private static RawJson member(RawJson object, String name) {
        return Objects.requireNonNull(object.members().get(name), name);
    }

    private static String text(RawJson object, String name) {
        return member(object, name).asString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
