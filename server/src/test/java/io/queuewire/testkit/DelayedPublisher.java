package io.queuewire.testkit;

import io.queuewire.message.HandOff;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A publisher that hands off on another thread, a few milliseconds later and not in order, as event loops do. */
public final class DelayedPublisher implements Publisher {

    private static final int MOST_MILLIS = 10;

    private final List<String> handedOff = new CopyOnWriteArrayList<>();
    private final Random random = new Random(7);

    @Override
    public CompletionStage<HandOff> publish(PushMessage message) {
        Executor later = CompletableFuture.delayedExecutor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(
                () -> {
                    handedOff.add(message.arguments().getFirst().text());
                    return new HandOff("position", 1);
                },
                later);
    }

    /** The data of what was handed off, in that order. */
    public List<String> handedOff() {
        return List.copyOf(handedOff);
    }
}
