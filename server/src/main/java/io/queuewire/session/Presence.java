package io.queuewire.session;

import io.queuewire.hub.ShardExecutor;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.socketio.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells the clients of the main namespace, of all protocols, how many they are: each one as it joins, all of them at most
 * once a second after a change. Tells any client that asks how many are in a room.
 *
 * <p>Clients of all shards are counted together; safe for any thread.
 */
public final class Presence {

    /** The event that tells the number, and the one that asks for that of a room. */
    static final String EVENT = "presence";

    private static final String NAMESPACE = Namespace.MAIN.name();
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final Headcount headcount;
    private final LongSupplier nanoTime;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private final AtomicLong announcedAt;

    /** Counts the clients in a room. Called on any thread. */
    public interface Headcount {

        /** Completes always, on any thread, with how many clients of a namespace are in a room. */
        CompletionStage<Integer> members(String namespace, String room);
    }

    public Presence(Publisher publisher, Headcount headcount) {
        this(publisher, headcount, System::nanoTime);
    }

    Presence(Publisher publisher, Headcount headcount, LongSupplier nanoTime) {
        this.publisher = publisher;
        this.headcount = headcount;
        this.nanoTime = nanoTime;
        this.announcedAt = new AtomicLong(nanoTime.getAsLong() - PERIOD.toNanos());
    }

    /** A client listens to a namespace from now on. */
    void joined(String namespace, ShardExecutor executor) {
        if (namespace.equals(NAMESPACE)) {
            clients.incrementAndGet();
            announceSoon(executor);
        }
    }

    /** A client listens no more. */
    void left(String namespace, ShardExecutor executor) {
        if (namespace.equals(NAMESPACE)) {
            clients.decrementAndGet();
            announceSoon(executor);
        }
    }

    /** What a client of a namespace is to be told as it begins to hear what is said now. */
    Optional<PushMessage> news(String namespace) {
        return namespace.equals(NAMESPACE) ? Optional.of(message()) : Optional.empty();
    }

    /** What a client that asks about a room of its namespace is to be told; completes always, on any thread. */
    CompletionStage<Map<String, RawJson>> members(String namespace, String room) {
        return headcount.members(namespace, room).thenApply(Presence::number);
    }

    private static Map<String, RawJson> number(int clients) {
        return Map.of("clients", RawJson.number(clients));
    }

    private void announceSoon(ShardExecutor executor) {
        if (announcing.compareAndSet(false, true)) {
            long wait = announcedAt.get() + PERIOD.toNanos() - nanoTime.getAsLong();
            executor.schedule(Duration.ofNanos(Math.max(0, wait)), this::announce);
        }
    }

    private void announce() {
        announcedAt.set(nanoTime.getAsLong());
        announcing.set(false);
        // Refused only while the relay stops or is overloaded; the next change tells the number again.
        var unused = publisher.publish(message());
    }

    private PushMessage message() {
        return PushMessage.of(NAMESPACE, Audience.EVERYONE, EVENT, RawJson.object(number(clients.get())))
                .with(Retention.VOLATILE);
    }
}
