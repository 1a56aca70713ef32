package io.queuewire.app.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The queue of a rehearsed relay: hands out what it was filled with, and is content with whatever becomes of that. */
public final class RehearsalQueue implements AutoCloseable {

    private static final int BATCH = 10;
    private static final Pattern ENTRY = Pattern.compile("\\{\"Id\":\"(\\d+)\"");
    private static final String EMPTY = "{}";
    private static final String BODY = "{\"id\":\"" + "0123456789".repeat(20) + "\"}";

    private final HttpServer server;
    private final Semaphore waiting = new Semaphore(0);
    private final AtomicInteger handedOut = new AtomicInteger();
    private final AtomicInteger undeleted = new AtomicInteger();
    /** What is the same in all of them. */
    private final String content = "\"MD5OfBody\":\"" + md5(BODY) + "\",\"Body\":\"" + BODY.replace("\"", "\\\"")
            + "\",\"Attributes\":{\"SentTimestamp\":\"1700000000000\",\"ApproximateReceiveCount\":\"1\"}}";

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    private RehearsalQueue(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(calls);
        server.start();
    }

    /**
     * Opens it on a free port.
     *
     * @throws IOException when there is none
     */
    public static RehearsalQueue open() throws IOException {
        return new RehearsalQueue(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** What the relay is to poll. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/000000000000/rehearsal";
    }

    /** Puts so many messages on it, to be received ten at a time. */
    public void fill(int messages) {
        undeleted.addAndGet(messages);
        waiting.release(messages);
    }

    /**
     * Waits until all messages have been deleted.
     *
     * @throws IllegalStateException when some were not in time
     */
    public void awaitEmpty(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (undeleted.get() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(undeleted + " messages were not deleted within " + most);
            }
            Thread.sleep(10);
        }
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String request = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answerTo(call.getRequestHeaders().getFirst("X-Amz-Target"), request)
                    .getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
        }
    }

    private String answerTo(String operation, String request) {
        if (operation.endsWith(".ReceiveMessage")) {
            return received();
        }
        return operation.endsWith(".DeleteMessageBatch") ? deleted(request) : EMPTY;
    }

    private String received() {
        StringJoiner messages = new StringJoiner(",", "{\"Messages\":[", "]}");
        messages.setEmptyValue(EMPTY);
        for (int i = 0; i < BATCH && waiting.tryAcquire(); i++) {
            int number = handedOut.incrementAndGet();
            messages.add("{\"MessageId\":\"m" + number + "\",\"ReceiptHandle\":\"r" + number + "\"," + content);
        }
        if (messages.toString().equals(EMPTY)) {
            awaitAWhile();
        }
        return messages.toString();
    }

    private String deleted(String request) {
        return ENTRY.matcher(request)
                .results()
                .peek(entry -> undeleted.decrementAndGet())
                .map(entry -> "{\"Id\":\"" + entry.group(1) + "\"}")
                .collect(Collectors.joining(",", "{\"Successful\":[", "],\"Failed\":[]}"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAWhile() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        calls.close();
    }
}
