package io.queuewire.app.demo;

import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.intake.sqs.SqsSender;
import io.queuewire.json.RawJson;
import io.queuewire.transport.PostEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts items on the queue like any other producer: what the page's form posts, and what the producer makes up.
 *
 * <p>Sends on a thread of its own, since sending blocks; at most {@value #WAITING} items wait for it.
 */
public final class DemoItems implements PostEndpoint, AutoCloseable {

    /** The path of the public port that takes items. */
    public static final String PATH = "/demo/items";

    private static final Logger log = LoggerFactory.getLogger(DemoItems.class);
    private static final int ATTEMPTS = 3;
    private static final int WAITING = 1_000;

    private final SqsSender sender;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> new Thread(task, "queuewire-demo"));

    public DemoItems(SqsConfig queue) {
        this.sender = new SqsSender(queue, ATTEMPTS);
    }

    @Override
    public CompletionStage<Answer> post(String body) {
        Item item;
        try {
            item = Item.parse(body);
        } catch (IllegalArgumentException mistake) {
            return CompletableFuture.completedFuture(Answer.text(400, String.valueOf(mistake.getMessage())));
        }
        return send(item)
                .thenApply(id -> Answer.json(
                        202, RawJson.object(Map.of("id", RawJson.string(id))).text()))
                .exceptionally(DemoItems::notSent);
    }

    private static Answer notSent(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        log.warn("an item could not be put on the queue: {}", cause.toString());
        return Answer.text(503, "The queue did not take the item: " + cause.getMessage());
    }

    /**
     * Puts one item on the queue.
     *
     * @return completes with the item's id when the queue has taken it
     */
    CompletionStage<String> send(Item item) {
        String id = UUID.randomUUID().toString();
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        sender.send(new OutgoingMessage(
                                item.body(id, System.currentTimeMillis()), Map.of(), Optional.empty()));
                        return id;
                    },
                    thread);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        sender.close();
    }
}
