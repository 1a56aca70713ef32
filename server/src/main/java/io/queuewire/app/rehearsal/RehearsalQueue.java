package io.queuewire.app.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The queue of a rehearsed start: hands out one message, is content with whatever becomes of it, and is empty from then on. */
public final class RehearsalQueue implements AutoCloseable {

    private static final String EMPTY = "{}";
    private static final String DELETED = "{\"Successful\":[{\"Id\":\"0\"}],\"Failed\":[]}";
    private static final String ONE_MESSAGE = """
            {"Messages":[{"MessageId":"1","ReceiptHandle":"1","MD5OfBody":"99914b932bd37a50b983c5e7c90ae93b","Body":"{}",
            "Attributes":{"SentTimestamp":"1700000000000","ApproximateReceiveCount":"1"}}]}""";

    private final HttpServer server;
    private final AtomicBoolean handedOut = new AtomicBoolean();
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

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            call.getRequestBody().readAllBytes();
            byte[] answer =
                    answerTo(call.getRequestHeaders().getFirst("X-Amz-Target")).getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
        }
    }

    private String answerTo(String operation) {
        if (operation.endsWith(".ReceiveMessage")) {
            return handedOut.compareAndSet(false, true) ? ONE_MESSAGE : emptyAfterAWhile();
        }
        return operation.endsWith(".DeleteMessageBatch") ? DELETED : EMPTY;
    }

    private String emptyAfterAWhile() {
        try {
            closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return EMPTY;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        calls.close();
    }
}
