package io.queuewire.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.EntryResult;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.VisibilityChange;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An SQS service over HTTP, on top of a queue in memory, that fails as it is told: refuses, hangs, resets, truncates,
 * forgets checksums. It speaks the JSON protocol of the AWS SDK.
 */
public final class FaultySqs implements AutoCloseable {

    /** What the service does instead of its work. */
    public sealed interface Trouble {

        /** Answers with an error. */
        record Refuse(int status, String code) implements Trouble {}

        /** Never answers. */
        record Hang() implements Trouble {}

        /** Closes the connection without an answer. */
        record Reset() implements Trouble {}

        /** Does its work, but answers with half of it. */
        record Truncate() implements Trouble {}

        /** Does its work, but answers without checksums. */
        record NoChecksum() implements Trouble {}

        /** Does its work, but answers with wrong checksums. */
        record WrongChecksum() implements Trouble {}
    }

    /** One call that arrived. */
    public record Call(Instant at, String action) {}

    private final InMemoryQueue queue;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile Function<String, @Nullable Trouble> trouble = action -> null;

    public FaultySqs(InMemoryQueue queue) throws IOException {
        this.queue = queue;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public QueueUrl url() {
        return new QueueUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/000000000000/"
                + queue.url().name());
    }

    /** Every call has this trouble from now on. */
    public void trouble(Trouble every) {
        trouble = action -> every;
    }

    /** Calls of one action, such as {@code ReceiveMessage}, have this trouble from now on; the others work. */
    public void trouble(String action, Trouble every) {
        trouble = called -> called.equals(action) ? every : null;
    }

    public void heal() {
        trouble = action -> null;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls arrived after a moment. */
    public int callsSince(Instant moment) {
        return (int) calls.stream().filter(call -> call.at().isAfter(moment)).count();
    }

    /** How many calls hang; one that its caller has given up hangs on. */
    public int hanging() {
        return hanging.get();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action = target.substring(target.indexOf('.') + 1);
        calls.add(new Call(Instant.now(), action));
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            answer(exchange, action, RawJson.parse(request, JsonLimits.QUEUE).members(), trouble.apply(action));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String action, Map<String, RawJson> request, @Nullable Trouble trouble)
            throws IOException, InterruptedException {
        switch (trouble) {
            case null -> send(exchange, 200, perform(action, request, FaultySqs::md5));
            case Trouble.NoChecksum noChecksum -> send(exchange, 200, perform(action, request, body -> ""));
            case Trouble.WrongChecksum wrong -> send(exchange, 200, perform(action, request, body -> md5(body + "?")));
            case Trouble.Refuse(int status, String code) ->
                send(exchange, status, "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"told to\"}");
            case Trouble.Hang hang -> {
                hanging.incrementAndGet();
                closing.await();
            }
            case Trouble.Reset reset -> {
                // Closing without an answer is all there is to it.
            }
            case Trouble.Truncate truncate -> {
                byte[] answer = perform(action, request, FaultySqs::md5).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(200, answer.length + 1_000L);
                exchange.getResponseBody().write(answer, 0, answer.length / 2);
                exchange.getResponseBody().flush();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private String perform(String action, Map<String, RawJson> request, Function<String, String> checksum)
            throws InterruptedException {
        try (QueueConnection connection = queue.connect()) {
            return switch (action) {
                case "ReceiveMessage" -> receive(connection, request, checksum);
                case "GetQueueAttributes" -> attributes();
                case "DeleteMessageBatch" ->
                    results(
                            request,
                            connection.delete(entries(request).stream()
                                    .map(FaultySqs::handle)
                                    .toList()));
                case "ChangeMessageVisibilityBatch" ->
                    results(
                            request,
                            connection.changeVisibility(entries(request).stream()
                                    .map(entry -> new VisibilityChange(
                                            handle(entry), Duration.ofSeconds(number(entry, "VisibilityTimeout"))))
                                    .toList()));
                default -> throw new AssertionError("unknown action " + action);
            };
        }
    }

    private String attributes() {
        return RawJson.object(Map.of(
                        "Attributes",
                        RawJson.object(Map.of(
                                "ApproximateNumberOfMessages",
                                RawJson.string(Integer.toString(queue.visible())),
                                "RedrivePolicy",
                                RawJson.string("{\"deadLetterTargetArn\":\"arn\",\"maxReceiveCount\":5}")))))
                .text();
    }

    private static String receive(
            QueueConnection connection, Map<String, RawJson> request, Function<String, String> checksum)
            throws InterruptedException {
        List<ReceivedMessage> messages = connection.receive(
                (int) number(request, "MaxNumberOfMessages"),
                Duration.ofSeconds(number(request, "WaitTimeSeconds")),
                Duration.ofSeconds(number(request, "VisibilityTimeout")));
        List<RawJson> answers = messages.stream()
                .map(message -> message(message, checksum.apply(message.body())))
                .toList();
        return RawJson.object(Map.of("Messages", RawJson.array(answers))).text();
    }

    private static RawJson message(ReceivedMessage message, String checksum) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("MessageId", RawJson.string(message.id()));
        members.put("ReceiptHandle", RawJson.string(message.receipt()));
        members.put("Body", RawJson.string(message.body()));
        if (!checksum.isEmpty()) {
            members.put("MD5OfBody", RawJson.string(checksum));
        }
        members.put(
                "Attributes",
                RawJson.object(Map.of(
                        "SentTimestamp",
                                RawJson.string(Long.toString(message.sentAt().toEpochMilli())),
                        "ApproximateReceiveCount", RawJson.string(Integer.toString(message.receiveCount())))));
        return RawJson.object(members);
    }

    private static String results(Map<String, RawJson> request, List<EntryResult> results) {
        List<RawJson> successful = new ArrayList<>();
        List<RawJson> failed = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            RawJson id = member(entries(request).get(i), "Id");
            switch (results.get(i)) {
                case EntryResult.Done done -> successful.add(RawJson.object(Map.of("Id", id)));
                case EntryResult.Retryable(String code) -> failed.add(failure(id, code, false));
                case EntryResult.Gone(String code) -> failed.add(failure(id, code, true));
            }
        }
        return RawJson.object(Map.of("Successful", RawJson.array(successful), "Failed", RawJson.array(failed)))
                .text();
    }

    private static RawJson failure(RawJson id, String code, boolean senderFault) {
        return RawJson.object(Map.of("Id", id, "Code", RawJson.string(code), "SenderFault", RawJson.bool(senderFault)));
    }

    private static List<Map<String, RawJson>> entries(Map<String, RawJson> request) {
        return member(request, "Entries").elements().stream()
                .map(RawJson::members)
                .toList();
    }

    /** Only the receipt matters to a delete or a visibility change. */
    private static ReceivedMessage handle(Map<String, RawJson> entry) {
        return new ReceivedMessage(
                "",
                "",
                Map.<String, AttributeValue>of(),
                member(entry, "ReceiptHandle").asString(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static long number(Map<String, RawJson> members, String name) {
        return Long.parseLong(member(members, name).text());
    }

    private static RawJson member(Map<String, RawJson> members, String name) {
        RawJson value = members.get(name);
        if (value == null) {
            throw new AssertionError(name + " is missing in " + members);
        }
        return value;
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
