package io.queuewire.session;

import io.queuewire.hub.AbsentClient;
import io.queuewire.hub.ShardExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may come back to a Socket.IO session: clients that are away, and those whose connection still looks alive.
 *
 * <p>Safe for any thread. A session is given to one connection at a time: whoever claims it takes it away from where it
 * was.
 */
public final class Recovery {

    /** Most memory for clients that are away; those that have been away for longest make room. */
    private static final long MOST_BYTES = 64L << 20;

    /** Closes the connection of a client that has come back over another one; called on its thread. */
    interface Owner {
        void takenOver();
    }

    private final Duration window;
    private final LongSupplier nanoTime;
    private final Map<String, Home> homesByKey = new HashMap<>();
    private final LinkedHashMap<String, Absence> absencesByKey = new LinkedHashMap<>();
    private long bytes;

    private record Home(Owner owner, ShardExecutor executor) {}

    private record Absence(AbsentClient client, long until) {}

    /** @param window how long a client may be away */
    public Recovery(Duration window) {
        this(window, System::nanoTime);
    }

    Recovery(Duration window, LongSupplier nanoTime) {
        this.window = window;
        this.nanoTime = nanoTime;
    }

    /** How long a client may be away. */
    Duration window() {
        return window;
    }

    /** A client is there, on a thread. */
    synchronized void arrived(String key, Owner owner, ShardExecutor executor) {
        homesByKey.put(key, new Home(owner, executor));
    }

    /** A client has gone for good. */
    synchronized void gone(String key) {
        homesByKey.remove(key);
    }

    /** A client has gone and may come back. */
    public synchronized void away(AbsentClient client) {
        homesByKey.remove(client.key());
        forget(absencesByKey.remove(client.key()));
        absencesByKey.put(
                client.key(),
                new Absence(client, nanoTime.getAsLong() + client.left().toNanos()));
        bytes += client.size();
        makeRoom();
    }

    /** In the order in which they went, so that the first one is the first whose time is over, or nearly so. */
    private void makeRoom() {
        var oldest = absencesByKey.values().iterator();
        while (oldest.hasNext()) {
            Absence absence = oldest.next();
            if (bytes <= MOST_BYTES && absence.until - nanoTime.getAsLong() >= 0) {
                return;
            }
            oldest.remove();
            forget(absence);
        }
    }

    private void forget(@Nullable Absence absence) {
        if (absence != null) {
            bytes -= absence.client.size();
        }
    }

    /**
     * Claims a session for a new connection.
     *
     * @param executor the thread of the new connection, which this is
     * @param claimed gets the client as it was when it went, at once or later on that thread; empty when it is unknown, has
     *     been away for too long, or is another connection's by now
     */
    void claim(String key, ShardExecutor executor, Consumer<Optional<AbsentClient>> claimed) {
        Home home;
        synchronized (this) {
            home = homesByKey.remove(key);
        }
        if (home == null) {
            claimed.accept(take(key));
        } else if (home.executor().isCurrent()) {
            home.owner().takenOver();
            claimed.accept(take(key));
        } else {
            takeOver(home, key, executor, claimed);
        }
    }

    private void takeOver(Home home, String key, ShardExecutor executor, Consumer<Optional<AbsentClient>> claimed) {
        try {
            home.executor().execute(() -> {
                home.owner().takenOver();
                Optional<AbsentClient> client = take(key);
                try {
                    executor.execute(() -> claimed.accept(client));
                } catch (RejectedExecutionException stopping) {
                    client.ifPresent(this::away);
                }
            });
        } catch (RejectedExecutionException stopped) {
            claimed.accept(take(key));
        }
    }

    private synchronized Optional<AbsentClient> take(String key) {
        Absence absence = absencesByKey.remove(key);
        forget(absence);
        return Optional.ofNullable(absence)
                .filter(found -> found.until - nanoTime.getAsLong() >= 0)
                .map(this::now);
    }

    private AbsentClient now(Absence absence) {
        AbsentClient client = absence.client;
        return client.after(client.left().minusNanos(absence.until - nanoTime.getAsLong()));
    }

    /** Everybody who is away now and may come back. */
    public synchronized List<AbsentClient> absent() {
        List<AbsentClient> clients = new ArrayList<>();
        absencesByKey.values().forEach(absence -> clients.add(now(absence)));
        return clients;
    }
}
