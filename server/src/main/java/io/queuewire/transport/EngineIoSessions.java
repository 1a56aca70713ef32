package io.queuewire.transport;

import io.netty.channel.EventLoop;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.PollingTransport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The sessions of one endpoint that more than one connection may belong to, by their secret id. Safe for any thread. */
final class EngineIoSessions {

    /**
     * A session that began with polling.
     *
     * @param loop where it lives; requests are taken there before they touch it
     * @param uploading whether a POST is on its way
     */
    record Entry(EngineIoSession session, PollingTransport polling, EventLoop loop, AtomicBoolean uploading) {}

    private final Map<String, Entry> entriesBySid = new ConcurrentHashMap<>();

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
}
