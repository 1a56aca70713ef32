package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.PollingTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The sessions of one endpoint by their secret id, up to a number. Safe for any thread. */
final class EngineIoSessions {

    /**
     * A session and where it lives.
     *
     * @param polling the transport that it began with, unless that was a WebSocket
     * @param loop the thread of the session
     * @param uploading whether a POST is on its way
     */
    record Entry(EngineIoSession session, Optional<PollingTransport> polling, EventLoop loop, AtomicBoolean uploading) {

        static Entry polling(EngineIoSession session, PollingTransport transport, EventLoop loop) {
            return new Entry(session, Optional.of(transport), loop, new AtomicBoolean());
        }

        static Entry webSocket(EngineIoSession session, EventLoop loop) {
            return new Entry(session, Optional.empty(), loop, new AtomicBoolean());
        }

        /** Runs a task on the session's thread. False when that thread has stopped, and the session with it. */
        boolean run(Runnable task) {
            try {
                loop.execute(task);
                return true;
            } catch (RejectedExecutionException stopped) {
                return false;
            }
        }

        /** Whether a POST may begin to arrive, as none is on its way. */
        boolean beginUpload() {
            return uploading.compareAndSet(false, true);
        }

        void endUpload() {
            uploading.set(false);
        }
    }

    /** Why all have to go. */
    private record Goodbye(DisconnectReason reason, String detail) {}

    private final int most;
    private final Map<String, Entry> entriesBySid = new ConcurrentHashMap<>();
    private volatile @Nullable Goodbye goodbye;

    EngineIoSessions(int most) {
        this.most = most;
    }

    /** Why no more sessions should be opened, empty while they may be; some may still slip in on other threads. */
    Optional<String> refusal() {
        if (goodbye != null) {
            return Optional.of("the relay stops");
        }
        return entriesBySid.size() >= most ? Optional.of("too many sessions") : Optional.empty();
    }

    void add(String sid, Entry entry) {
        entriesBySid.put(sid, entry);
        Goodbye now = goodbye;
        if (now != null && entry.polling().isPresent()) {
            close(entry, now, 0);
        }
    }

    void remove(String sid) {
        entriesBySid.remove(sid);
    }

    /** Finds a session by what a client claims its id to be. */
    Optional<Entry> find(String sid) {
        return Optional.ofNullable(entriesBySid.get(sid));
    }

    int size() {
        return entriesBySid.size();
    }

    /**
     * Ends the sessions that poll, spread evenly over a time; the others end with their WebSockets. No new ones are wanted
     * from now on.
     */
    void closePolling(DisconnectReason reason, String detail, Duration spread) {
        Goodbye now = new Goodbye(reason, detail);
        goodbye = now;
        List<Entry> polling = entriesBySid.values().stream()
                .filter(entry -> entry.polling().isPresent())
                .toList();
        for (int i = 0; i < polling.size(); i++) {
            close(polling.get(i), now, spread.toNanos() * i / polling.size());
        }
    }

    private static void close(Entry entry, Goodbye goodbye, long delayNanos) {
        var unused = entry.loop()
                .schedule(
                        new LoopTask(() -> {
                            if (entry.session().isPolling()) {
                                entry.session().close(goodbye.reason(), goodbye.detail());
                            }
                        }),
                        delayNanos,
                        TimeUnit.NANOSECONDS);
    }
}
