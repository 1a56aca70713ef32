package io.queuewire.app;

import io.queuewire.message.HandOff;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A publisher for those who are there before the hub is: what they publish waits for it, in order. Safe for any thread.
 *
 * <p>Each message that waits has a turn of its own. Were they all to follow one future, the last would go first.
 */
final class LatePublisher implements Publisher {

    private final Queue<CompletableFuture<Publisher>> turns = new ArrayDeque<>();
    /** There once nothing waits any more, so that nothing is overtaken. */
    private volatile Optional<Publisher> hub = Optional.empty();

    /** Publishes what waits, one after another, and everything later at once. */
    void begin(Publisher publisher) {
        Optional<CompletableFuture<Publisher>> turn = nextOrOpen(publisher);
        while (turn.isPresent()) {
            // Without the lock: whoever hears of a hand-off may publish.
            turn.get().complete(publisher);
            turn = nextOrOpen(publisher);
        }
    }

    private synchronized Optional<CompletableFuture<Publisher>> nextOrOpen(Publisher publisher) {
        Optional<CompletableFuture<Publisher>> next = Optional.ofNullable(turns.poll());
        if (next.isEmpty()) {
            hub = Optional.of(publisher);
        }
        return next;
    }

    @Override
    public CompletionStage<HandOff> publish(PushMessage message) {
        Optional<Publisher> there = hub;
        return there.isPresent() ? there.get().publish(message) : publishInTurn(message);
    }

    private CompletionStage<HandOff> publishInTurn(PushMessage message) {
        CompletableFuture<Publisher> turn = new CompletableFuture<>();
        // Before anybody can see the turn, so that its message goes on the thread that begins.
        CompletionStage<HandOff> handOff = turn.thenCompose(publisher -> publisher.publish(message));
        if (!enqueue(turn)) {
            hub.ifPresent(turn::complete);
        }
        return handOff;
    }

    /** False when the hub is there by now. */
    private synchronized boolean enqueue(CompletableFuture<Publisher> turn) {
        return hub.isEmpty() && turns.add(turn);
    }

    @Override
    public void gather(Consumer<Publisher> work) {
        Optional<Publisher> there = hub;
        if (there.isPresent()) {
            there.get().gather(work);
        } else {
            work.accept(this);
        }
    }
}
