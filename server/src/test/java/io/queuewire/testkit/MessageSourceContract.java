package io.queuewire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.EntryResult;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueDepth;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.VisibilityChange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every message source must do. */
public abstract class MessageSourceContract {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    /** A new and empty queue. */
    protected abstract MessageSource queue();

    /** A new and empty FIFO queue. */
    protected abstract MessageSource fifoQueue();

    /** Puts a message on a queue and returns its id. */
    protected abstract String send(
            MessageSource queue, String body, Map<String, AttributeValue> attributes, Optional<String> group);

    @Test
    void anEmptyQueueBringsNothing() throws InterruptedException {
        try (QueueConnection connection = queue().connect()) {
            assertThat(connection.receive(10, WAIT, VISIBILITY)).isEmpty();
        }
    }

    @Test
    void aMessageComesAsItWasSent() throws InterruptedException {
        MessageSource queue = queue();
        Map<String, AttributeValue> attributes = Map.of(
                "text", AttributeValue.Text.of("caf\u00e9"),
                "number", new AttributeValue.Text("Number", "1.50"),
                "bytes", new AttributeValue.Binary("Binary", ByteBuffer.wrap(new byte[] {0, 1, -1})));
        String body = "{\"emoji\":\"\uD83D\uDE80\",  \"n\":1.0}\n";
        Instant before = Instant.now().minusSeconds(1);

        String id = send(queue, body, attributes, Optional.empty());

        try (QueueConnection connection = queue.connect()) {
            assertThat(connection.receive(10, WAIT, VISIBILITY)).singleElement().satisfies(message -> {
                assertThat(message.id()).isEqualTo(id);
                assertThat(message.body()).isEqualTo(body);
                assertThat(message.attributes()).isEqualTo(attributes);
                assertThat(message.receiveCount()).isEqualTo(1);
                assertThat(message.sentAt()).isBetween(before, Instant.now().plusSeconds(1));
                assertThat(message.group()).isEmpty();
            });
        }
    }

    @Test
    void aBodyMayBeAMebibyte() throws InterruptedException {
        MessageSource queue = queue();
        String body = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";
        send(queue, body, Map.of(), Optional.empty());

        try (QueueConnection connection = queue.connect()) {
            assertThat(receiveOne(connection, VISIBILITY).body()).isEqualTo(body);
        }
    }

    @Test
    void aReceivedMessageIsInvisibleAndComesBackWithANewReceipt() throws InterruptedException {
        MessageSource queue = queue();
        send(queue, "1", Map.of(), Optional.empty());
        try (QueueConnection connection = queue.connect()) {
            ReceivedMessage first = receiveOne(connection, Duration.ofSeconds(2));
            assertThat(connection.receive(10, WAIT, VISIBILITY)).isEmpty();

            ReceivedMessage second = awaitOne(connection);

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.receiveCount()).isEqualTo(2);
            assertThat(second.receipt()).isNotEqualTo(first.receipt());
        }
    }

    @Test
    void aDeletedMessageIsGone() throws InterruptedException {
        MessageSource queue = queue();
        send(queue, "1", Map.of(), Optional.empty());
        try (QueueConnection connection = queue.connect()) {
            ReceivedMessage message = receiveOne(connection, Duration.ofSeconds(1));

            assertThat(connection.delete(List.of(message))).containsExactly(EntryResult.DONE);

            assertThat(connection.receive(10, Duration.ofSeconds(2), VISIBILITY))
                    .isEmpty();
        }
    }

    @Test
    void aMessageGivenBackIsVisibleAtOnce() throws InterruptedException {
        MessageSource queue = queue();
        send(queue, "1", Map.of(), Optional.empty());
        try (QueueConnection connection = queue.connect()) {
            ReceivedMessage message = receiveOne(connection, VISIBILITY);

            assertThat(connection.changeVisibility(List.of(new VisibilityChange(message, Duration.ZERO))))
                    .containsExactly(EntryResult.DONE);

            assertThat(receiveOne(connection, VISIBILITY).receiveCount()).isEqualTo(2);
        }
    }

    @Test
    void anExtendedMessageStaysInvisible() throws InterruptedException {
        MessageSource queue = queue();
        send(queue, "1", Map.of(), Optional.empty());
        try (QueueConnection connection = queue.connect()) {
            ReceivedMessage message = receiveOne(connection, Duration.ofSeconds(1));

            assertThat(connection.changeVisibility(List.of(new VisibilityChange(message, VISIBILITY))))
                    .containsExactly(EntryResult.DONE);

            assertThat(connection.receive(10, Duration.ofSeconds(2), VISIBILITY))
                    .isEmpty();
        }
    }

    @Test
    void resultsStandInTheOrderOfTheEntries() throws InterruptedException {
        MessageSource queue = queue();
        IntStream.range(0, 3).forEach(i -> send(queue, Integer.toString(i), Map.of(), Optional.empty()));
        try (QueueConnection connection = queue.connect()) {
            ReceivedMessage first = receiveOne(connection, VISIBILITY);
            ReceivedMessage second = receiveOne(connection, VISIBILITY);
            assertThat(connection.delete(List.of(second))).containsExactly(EntryResult.DONE);

            // The same message may stand twice in a batch: a redelivery and its original.
            List<EntryResult> results = connection.changeVisibility(List.of(
                    new VisibilityChange(first, VISIBILITY),
                    new VisibilityChange(second, VISIBILITY),
                    new VisibilityChange(first, VISIBILITY)));

            assertThat(results).hasSize(3);
            assertThat(results.get(0)).isEqualTo(EntryResult.DONE);
            assertThat(results.get(1)).isInstanceOf(EntryResult.Gone.class);
            assertThat(results.get(2)).isEqualTo(EntryResult.DONE);
        }
    }

    @Test
    void aPollWakesUpWhenAMessageComes() throws InterruptedException, ExecutionException, TimeoutException {
        MessageSource queue = queue();
        try (QueueConnection connection = queue.connect()) {
            CompletableFuture<List<ReceivedMessage>> poll = new CompletableFuture<>();
            Thread polling = Thread.ofPlatform().start(() -> {
                try {
                    poll.complete(connection.receive(10, Duration.ofSeconds(20), VISIBILITY));
                } catch (InterruptedException e) {
                    poll.completeExceptionally(e);
                }
            });

            send(queue, "1", Map.of(), Optional.empty());

            assertThat(poll.get(5, TimeUnit.SECONDS)).hasSize(1);
            polling.join();
        }
    }

    @Test
    void aPollThatWasCutEndsAtOnceAndTheConnectionGoesOn() throws InterruptedException {
        MessageSource queue = queue();
        try (QueueConnection connection = queue.connect()) {
            connection.receive(1, Duration.ofSeconds(1), VISIBILITY);
            CompletableFuture<Thread.State> cut = new CompletableFuture<>();
            Thread polling = Thread.ofPlatform().start(() -> {
                try {
                    connection.receive(10, Duration.ofSeconds(20), VISIBILITY);
                    cut.completeExceptionally(new AssertionError("the poll was not cut"));
                } catch (InterruptedException e) {
                    cut.complete(Thread.currentThread().getState());
                }
            });
            await().until(() -> isWaiting(polling));

            polling.interrupt();
            connection.abort();

            assertThat(cut).succeedsWithin(Duration.ofSeconds(1));
            polling.join();
            send(queue, "1", Map.of(), Optional.empty());
            send(queue, "2", Map.of(), Optional.empty());
            assertThat(connection.receive(10, Duration.ofSeconds(5), VISIBILITY))
                    .isNotEmpty();
        }
    }

    /** Reading from a socket counts as running. */
    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                || List.of(thread.getStackTrace()).toString().contains("SocketImpl");
    }

    @Test
    void aQueueTellsHowMuchIsOnIt() throws InterruptedException {
        MessageSource queue = queue();
        send(queue, "1", Map.of(), Optional.empty());
        send(queue, "2", Map.of(), Optional.empty());
        send(queue, "3", Map.of(), Optional.empty());
        try (QueueConnection connection = queue.connect()) {
            receiveOne(connection, VISIBILITY);

            assertThat(connection.depth(Duration.ofSeconds(5))).isEqualTo(new QueueDepth(2, 1, 0));
        }
    }

    @Test
    void aFifoQueueKeepsTheOrderOfEachGroupAndHoldsItBackWhileItIsInHand() throws InterruptedException {
        MessageSource queue = fifoQueue();
        assertThat(queue.url().fifo()).isTrue();
        send(queue, "1", Map.of(), Optional.of("a"));
        send(queue, "2", Map.of(), Optional.of("a"));
        send(queue, "3", Map.of(), Optional.of("a"));
        try (QueueConnection connection = queue.connect()) {
            List<ReceivedMessage> batch = connection.receive(2, WAIT, VISIBILITY);
            assertThat(batch).extracting(ReceivedMessage::body).containsExactly("1", "2");
            assertThat(batch).extracting(ReceivedMessage::group).containsOnly(Optional.of("a"));
            assertThat(connection.receive(10, WAIT, VISIBILITY)).isEmpty();

            connection.changeVisibility(batch.stream()
                    .map(message -> new VisibilityChange(message, Duration.ZERO))
                    .toList());

            assertThat(connection.receive(10, WAIT, VISIBILITY))
                    .extracting(ReceivedMessage::body)
                    .containsExactly("1", "2", "3");
        }
    }

    private static ReceivedMessage receiveOne(QueueConnection connection, Duration visibility)
            throws InterruptedException {
        List<ReceivedMessage> messages = connection.receive(1, Duration.ofSeconds(5), visibility);
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    private static ReceivedMessage awaitOne(QueueConnection connection) {
        return await().until(() -> connection.receive(1, WAIT, VISIBILITY), messages -> !messages.isEmpty())
                .getFirst();
    }
}
