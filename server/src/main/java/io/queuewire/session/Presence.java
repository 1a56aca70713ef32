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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells the clients of the main namespace, of all protocols, how many they are: each one as it joins, all of them at most
 * once a second after a change.
 *
 * <p>Clients of all shards are counted together; safe for any thread.
 */
public final class Presence {

    private static final String NAMESPACE = Namespace.MAIN.name();
    private static final String EVENT = "presence";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final LongSupplier nanoTime;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private final AtomicLong announcedAt;

    public Presence(Publisher publisher) {
        this(publisher, System::nanoTime);
    }

    Presence(Publisher publisher, LongSupplier nanoTime) {
        this.publisher = publisher;
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
        RawJson count = RawJson.object(Map.of("clients", RawJson.number(clients.get())));
        return PushMessage.of(NAMESPACE, Audience.EVERYONE, EVENT, count).with(Retention.VOLATILE);
    }
}
