package io.queuewire.app;

import io.queuewire.message.HandOff;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A publisher for those who are there before the hub is: what they publish waits for it. Safe for any thread. */
final class LatePublisher implements Publisher {

    private final CompletableFuture<Publisher> hub = new CompletableFuture<>();

    /** Publishes what waits, and everything later at once. */
    void begin(Publisher publisher) {
        hub.complete(publisher);
    }

    @Override
    public CompletionStage<HandOff> publish(PushMessage message) {
        return hub.thenCompose(publisher -> publisher.publish(message));
    }

    @Override
    public void gather(Consumer<Publisher> work) {
        if (hub.isDone()) {
            hub.join().gather(work);
        } else {
            work.accept(this);
        }
    }
}
