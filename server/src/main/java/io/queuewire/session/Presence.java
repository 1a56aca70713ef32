package io.queuewire.session;

import io.queuewire.hub.ShardExecutor;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells the clients of the main namespace how many they are: each one as it joins, all of them at most once a second
 * after a change.
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

    void joined(SocketIoClient client, ShardExecutor executor) {
        if (client.namespace().equals(Namespace.MAIN)) {
            int now = clients.incrementAndGet();
            client.emit(SocketIoPacket.Event.of(Namespace.MAIN, EVENT, List.of(count(now))));
            announceSoon(executor);
        }
    }

    void left(SocketIoClient client, ShardExecutor executor) {
        if (client.namespace().equals(Namespace.MAIN)) {
            clients.decrementAndGet();
            announceSoon(executor);
        }
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
        var unused = publisher.publish(PushMessage.of(NAMESPACE, Audience.EVERYONE, EVENT, count(clients.get())));
    }

    private static RawJson count(int clients) {
        return RawJson.object(Map.of("clients", RawJson.number(clients)));
    }
}
