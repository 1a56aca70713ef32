package io.queuewire.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An SQS service over HTTP, on top of a queue in memory, that fails as it is told: refuses, hangs, resets, truncates,
 * loses answers, forgets checksums, repeats messages. It speaks the JSON protocol of the AWS SDK, and refuses batches that
 * SQS would refuse.
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

        /** Does its work, and closes the connection without an answer. */
        record LoseAnswer() implements Trouble {}

        /** Does its work, but answers with half of it. */
        record Truncate() implements Trouble {}

        /** Does its work, but answers without checksums. */
        record NoChecksum() implements Trouble {}

        /** Does its work, but answers with wrong checksums. */
        record WrongChecksum() implements Trouble {}

        /** Does its work, and answers a receive with so many copies of each message, however many were asked for. */
        record Repeat(int times) implements Trouble {}

        /** Refuses to receive while so many messages or more are in flight. */
        record OverLimit(int inFlight) implements Trouble {}
    }

    /** One call that arrived. */
    public record Call(Instant at, String action) {}

    /** How what a receive brings is written down. */
    private record Manner(Function<String, String> checksum, int copies) {
        private static final Manner USUAL = new Manner(SqsJson::md5, 1);
        private static final Manner UNCHECKED = new Manner(body -> "", 1);
        private static final Manner SPOILT = new Manner(body -> SqsJson.md5(body + "?"), 1);
    }

    private final InMemoryQueue queue;
    private final InetSocketAddress address;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final Map<String, List<ReceivedMessage>> attempts = new ConcurrentHashMap<>();
    private final Map<String, Trouble> nextTroubles = new ConcurrentHashMap<>();
    private volatile Function<String, @Nullable Trouble> trouble = action -> null;

    private HttpServer server;

    public FaultySqs(InMemoryQueue queue) throws IOException {
        this.queue = queue;
        this.server = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = server.getAddress();
    }

    private HttpServer listen(InetSocketAddress where) throws IOException {
        HttpServer listening = HttpServer.create(where, 0);
        listening.setExecutor(threads);
        listening.createContext("/", this::handle);
        listening.start();
        return listening;
    }

    /** Cuts all connections and takes no more; polls that were under way go on and nobody hears what they bring. */
    public synchronized void goDown() {
        server.stop(0);
    }

    /** Serves again at the same address, with the messages that it had. */
    public synchronized void comeBack() throws IOException {
        server = listen(address);
    }

    public QueueUrl url() {
        return new QueueUrl("http://127.0.0.1:" + address.getPort() + "/000000000000/"
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

    /** The next call of one action has this trouble, whatever the others have. */
    public void troubleNext(String action, Trouble once) {
        nextTroubles.put(action, once);
    }

    public void heal() {
        nextTroubles.clear();
        trouble = action -> null;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls arrived after a moment. */
    public int callsSince(Instant moment) {
        return (int) calls.stream().filter(call -> call.at().isAfter(moment)).count();
    }

    /** How many calls of one action arrived. */
    public int calls(String action) {
        return (int) calls.stream().filter(call -> call.action().equals(action)).count();
    }

    /** The largest number of calls, of all kinds, that arrived within any so long a time after a moment. */
    public int mostCalls(Duration within, Instant from) {
        List<Instant> times = calls.stream()
                .map(Call::at)
                .filter(at -> at.isAfter(from))
                .sorted()
                .toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (!times.get(first).plus(within).isAfter(times.get(last))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** How many calls hang; one that its caller has given up hangs on. */
    public int hanging() {
        return hanging.get();
    }

    @Override
    public void close() {
        closing.countDown();
        goDown();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action = target.substring(target.indexOf('.') + 1);
        calls.add(new Call(Instant.now(), action));
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            answer(exchange, action, RawJson.parse(request, JsonLimits.QUEUE).members(), troubleOf(action));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Trouble troubleOf(String action) {
        Trouble once = nextTroubles.remove(action);
        return once == null ? trouble.apply(action) : once;
    }

    private void answer(HttpExchange exchange, String action, Map<String, RawJson> request, @Nullable Trouble trouble)
            throws IOException, InterruptedException {
        Optional<String> misuse = SqsJson.misuse(request);
        // Whoever is refused is not told what else is wrong.
        if (misuse.isPresent() && !(trouble instanceof Trouble.Refuse)) {
            refuse(exchange, 400, misuse.get());
            return;
        }
        switch (trouble) {
            case null -> send(exchange, 200, perform(action, request, Manner.USUAL));
            case Trouble.NoChecksum noChecksum -> send(exchange, 200, perform(action, request, Manner.UNCHECKED));
            case Trouble.WrongChecksum wrong -> send(exchange, 200, perform(action, request, Manner.SPOILT));
            case Trouble.Repeat(int times) ->
                send(exchange, 200, perform(action, request, new Manner(SqsJson::md5, times)));
            case Trouble.Refuse(int status, String code) -> refuse(exchange, status, code);
            case Trouble.OverLimit(int inFlight)
            when action.equals("ReceiveMessage") && queue.size() - queue.visible() >= inFlight -> {
                // The code has another name in the older protocol, and the SDK believes that.
                exchange.getResponseHeaders().set("x-amzn-query-error", "AWS.SimpleQueueService.OverLimit;Sender");
                refuse(exchange, 400, "OverLimit");
            }
            case Trouble.OverLimit roomLeft -> send(exchange, 200, perform(action, request, Manner.USUAL));
            case Trouble.LoseAnswer lose -> perform(action, request, Manner.USUAL);
            case Trouble.Hang hang -> {
                hanging.incrementAndGet();
                closing.await();
            }
            case Trouble.Reset reset -> {
                // Closing without an answer is all there is to it.
            }
            case Trouble.Truncate truncate -> {
                byte[] answer = perform(action, request, Manner.USUAL).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(200, answer.length + 1_000L);
                exchange.getResponseBody().write(answer, 0, answer.length / 2);
                exchange.getResponseBody().flush();
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        send(exchange, status, "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"told to\"}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private String perform(String action, Map<String, RawJson> request, Manner manner) throws InterruptedException {
        try (QueueConnection connection = queue.connect()) {
            return switch (action) {
                case "ReceiveMessage" -> receive(connection, request, manner);
                case "GetQueueAttributes" -> attributes();
                case "DeleteMessageBatch" ->
                    SqsJson.results(
                            request,
                            connection.delete(SqsJson.entries(request).stream()
                                    .map(SqsJson::handle)
                                    .toList()));
                case "ChangeMessageVisibilityBatch" ->
                    SqsJson.results(
                            request,
                            connection.changeVisibility(SqsJson.entries(request).stream()
                                    .map(entry -> new VisibilityChange(
                                            SqsJson.handle(entry),
                                            Duration.ofSeconds(SqsJson.number(entry, "VisibilityTimeout"))))
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

    private String receive(QueueConnection connection, Map<String, RawJson> request, Manner manner)
            throws InterruptedException {
        List<RawJson> answers = messages(connection, request).stream()
                .flatMap(message -> IntStream.rangeClosed(1, manner.copies())
                        .mapToObj(copy -> SqsJson.message(
                                message,
                                manner.checksum().apply(message.body()),
                                // Only the receipt of the latest copy counts.
                                copy == manner.copies() ? message.receipt() : message.receipt() + " copy " + copy)))
                .toList();
        return RawJson.object(Map.of("Messages", RawJson.array(answers))).text();
    }

    /** A receive that is repeated with its attempt id brings again what an answer that got lost has brought. */
    private List<ReceivedMessage> messages(QueueConnection connection, Map<String, RawJson> request)
            throws InterruptedException {
        RawJson attempt = request.get("ReceiveRequestAttemptId");
        List<ReceivedMessage> earlier =
                attempt == null ? List.of() : attempts.getOrDefault(attempt.asString(), List.of());
        if (!earlier.isEmpty() && earlier.stream().allMatch(message -> queue.isInFlight(message.receipt()))) {
            return earlier;
        }
        List<ReceivedMessage> messages = connection.receive(
                (int) SqsJson.number(request, "MaxNumberOfMessages"),
                Duration.ofSeconds(SqsJson.number(request, "WaitTimeSeconds")),
                Duration.ofSeconds(SqsJson.number(request, "VisibilityTimeout")));
        if (attempt != null) {
            attempts.put(attempt.asString(), messages);
        }
        return messages;
    }
}
