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

    private final int most;
    private final Map<String, Entry> entriesBySid = new ConcurrentHashMap<>();

    EngineIoSessions(int most) {
        this.most = most;
    }

    /** Whether no more sessions should be opened; some may still slip in on other threads. */
    boolean isFull() {
        return entriesBySid.size() >= most;
    }

    void add(String sid, Entry entry) {
        entriesBySid.put(sid, entry);
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

    /** Ends the sessions that poll, spread evenly over a time; the others end with their WebSockets. */
    void closePolling(DisconnectReason reason, String detail, Duration spread) {
        List<Entry> polling = entriesBySid.values().stream()
                .filter(entry -> entry.polling().isPresent())
                .toList();
        for (int i = 0; i < polling.size(); i++) {
            Entry entry = polling.get(i);
            var unused = entry.loop()
                    .schedule(
                            () -> {
                                if (entry.session().isPolling()) {
                                    entry.session().close(reason, detail);
                                }
                            },
                            spread.toNanos() * i / polling.size(),
                            TimeUnit.NANOSECONDS);
        }
    }
}
