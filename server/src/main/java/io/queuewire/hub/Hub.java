package io.queuewire.hub;

import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Takes each message to every shard of this node, in one order for all, and asks them how many are there.
 *
 * <p>Publishing is one short critical section: number the message, log it, queue it at each shard. Then the shards are woken;
 * what follows happens on their threads. A message is taken by all shards or by none; when one is full, the message is
 * refused and its sender keeps it.
 */
public final class Hub implements Publisher {

    private final List<Shard> shards;
    private final ReplayLog log;

    /**
     * Goes on where the log stands.
     *
     * @param shards one per event loop
     * @param log the one that the shards read
     */
    public Hub(List<Shard> shards, ReplayLog log) {
        this.shards = List.copyOf(shards);
        this.log = log;
    }

    @Override
    public CompletionStage<HandOff> publish(PushMessage message) {
        CompletionStage<HandOff> handOff = queue(message);
        shards.forEach(Shard::wake);
        return handOff;
    }

    @Override
    public void gather(Consumer<Publisher> work) {
        try {
            work.accept(this::queue);
        } finally {
            shards.forEach(Shard::wake);
        }
    }

    private CompletionStage<HandOff> queue(PushMessage message) {
        synchronized (log) {
            for (Shard shard : shards) {
                if (!shard.hasRoom()) {
                    return CompletableFuture.failedFuture(
                            new PublishRefusedException("too many messages wait for an event loop"));
                }
            }
            Delivery delivery = log.append(message, shards.size());
            CompletionStage<HandOff> handOff = delivery.handOff();
            shards.forEach(shard -> shard.offer(delivery));
            return handOff;
        }
    }

    /**
     * Counts the clients of a namespace that are in a room, those included that still catch up; completes always.
     *
     * <p>Nothing is kept up to date for this: each shard looks when it is asked. So it is no snapshot of one moment, and who
     * comes or goes meanwhile may be counted or not.
     */
    public CompletionStage<Integer> members(String namespace, String room) {
        CompletionStage<Integer> sum = CompletableFuture.completedFuture(0);
        for (Shard shard : shards) {
            sum = sum.thenCombine(shard.members(namespace, room), Integer::sum);
        }
        return sum;
    }
}
