package io.queuewire.hub;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** One client in one namespace, on its shard's thread; it listens from {@link Shard#subscribe} until {@link #close}. */
public final class Subscriber {

    private static final int GONE = -1;

    private final Subscribers home;
    private final ClientLink link;
    private final Set<String> rooms = new HashSet<>(0);

    /** Where its namespace keeps it. */
    int index;

    /** The last delivery that chose this client, so that rooms which overlap deliver once. */
    long chosenBy;

    /** The last drain that wrote to this client, so that it is flushed once. */
    long writtenBy = -1;

    Subscriber(Subscribers home, ClientLink link, int index) {
        this.home = home;
        this.link = link;
        this.index = index;
    }

    ClientLink link() {
        return link;
    }

    /** The rooms it is in; a view. */
    public Set<String> rooms() {
        return Collections.unmodifiableSet(rooms);
    }

    /** Enters a room; nothing happens when it is in there or no longer listens. */
    public void join(String room) {
        if (index != GONE && rooms.add(room)) {
            home.join(this, room);
        }
    }

    /** Leaves a room; nothing happens when it is not in there. */
    public void leave(String room) {
        if (rooms.remove(room)) {
            home.leave(this, room);
        }
    }

    /** Stops listening; nothing of it remains in any index. */
    public void close() {
        if (index != GONE) {
            rooms.forEach(room -> home.leave(this, room));
            rooms.clear();
            home.remove(this);
            index = GONE;
        }
    }
}
