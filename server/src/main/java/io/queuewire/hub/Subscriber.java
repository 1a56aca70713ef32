package io.queuewire.hub;

import io.queuewire.message.PushMessage;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One client in one namespace, on its shard's thread: from {@link #begin} until {@link #close} it gets, once and in order,
 * every message that is for it.
 *
 * <p>First it catches up with its shard, then it is live.
 */
public final class Subscriber {

    private enum State {
        NEW,
        CATCHING_UP,
        LIVE,
        CLOSED
    }

    private final Shard shard;
    private final Attendance home;
    private final Seat seat;
    private final CatchUpListener listener;

    /** With the rooms it is in, and behind which message each of them began. */
    private final Ears ears;

    private State state = State.NEW;

    /** The number of the last message that it has or must not get; while it is live its shard knows. */
    private long after;

    Subscriber(
            Shard shard,
            Attendance home,
            ClientLink link,
            long after,
            Map<String, Long> rooms,
            CatchUpListener listener) {
        this.shard = shard;
        this.home = home;
        this.seat = new Seat(link);
        this.after = after;
        this.ears = new Ears(home.namespace(), new HashMap<>(rooms));
        this.listener = listener;
    }

    /** Begins to listen; to be called once. */
    public void begin() {
        if (state != State.NEW) {
            return;
        }
        if (after == shard.drained()) {
            goLive(after);
        } else {
            state = State.CATCHING_UP;
            settle(home.behind());
            shard.catchUp(this);
        }
    }

    Seat seat() {
        return seat;
    }

    ClientLink link() {
        return seat.link;
    }

    /** The rooms it is in; a view. */
    public Set<String> rooms() {
        return Collections.unmodifiableSet(ears.rooms().keySet());
    }

    /** The rooms it is in, each with the number of the last message before it came there. */
    public Map<String, Long> beginnings() {
        return Map.copyOf(ears.rooms());
    }

    /** The position of the last message that it has been given, or that came before it. */
    public String position() {
        return shard.position(state == State.LIVE ? shard.drained() : after);
    }

    /** Enters a room; nothing happens when it is in there or no longer listens. What was said there before is not for it. */
    public void join(String room) {
        if (state != State.CLOSED && ears.rooms().putIfAbsent(room, shard.drained()) == null) {
            place().ifPresent(place -> place.join(seat, room));
        }
    }

    /** Leaves a room; nothing happens when it is not in there. */
    public void leave(String room) {
        if (ears.rooms().remove(room) != null) {
            place().ifPresent(place -> place.leave(seat, room));
        }
    }

    /** Says something to this client alone, at once; it must be volatile. */
    public void send(PushMessage message) {
        if (state != State.CLOSED) {
            try (EncodedMessage encoded = link().format().encode(message, position())) {
                link().write(encoded);
            }
            link().flush();
        }
    }

    /** Stops listening; nothing of it remains in any index. */
    public void close() {
        place().ifPresent(this::vacate);
        ears.rooms().clear();
        state = State.CLOSED;
    }

    /** Where its seat is, if it has one there. */
    private Optional<Subscribers> place() {
        return switch (state) {
            case CATCHING_UP -> Optional.of(home.behind());
            case LIVE -> Optional.of(home.live());
            case NEW, CLOSED -> Optional.empty();
        };
    }

    private void settle(Subscribers place) {
        place.add(seat);
        ears.rooms().keySet().forEach(room -> place.join(seat, room));
    }

    private void vacate(Subscribers place) {
        ears.rooms().keySet().forEach(room -> place.leave(seat, room));
        place.remove(seat);
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    long after() {
        return after;
    }

    /** Has been given, or need not be given, everything up to a number. */
    void advance(long sequence) {
        after = sequence;
    }

    Ears ears() {
        return ears;
    }

    /** Messages up to a number can no longer be had. */
    void missed(long upTo) {
        after = upTo;
        listener.missed();
    }

    void goLive(long from) {
        place().ifPresent(this::vacate);
        after = from;
        state = State.LIVE;
        settle(home.live());
        listener.live();
    }
}
