package io.queuewire.hub;

import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The latest messages of this node, for clients that come back; numbers them.
 *
 * <p>Safe for any thread: its own lock is the one that orders messages, held for moments. What it keeps it shares with
 * whoever is writing it to clients.
 */
public final class ReplayLog implements AutoCloseable {

    /** What a kept message takes besides its own text, roughly. */
    private static final int OVERHEAD = 400;

    private final ReplayLimits limits;
    private final LongSupplier nanoTime;
    private final String epoch;
    private final TreeMap<Long, Entry> entriesBySequence = new TreeMap<>();
    private long bytes;

    /** The number of the latest message, kept or not. */
    private long last;

    private Forgotten forgotten = new Forgotten(0);

    /** A message that is kept, since when, and what it takes. */
    private static final class Entry {
        private final Delivery delivery;
        private final long since;
        private long bytes;

        Entry(Delivery delivery, long since) {
            this.delivery = delivery;
            this.since = since;
            this.bytes = OVERHEAD + delivery.message().size();
        }
    }

    /**
     * Begins an epoch without messages.
     *
     * @param epoch letters and digits, at most 100; must differ from one start to the next
     */
    public ReplayLog(ReplayLimits limits, String epoch) {
        this(limits, epoch, System::nanoTime);
    }

    ReplayLog(ReplayLimits limits, String epoch, LongSupplier nanoTime) {
        if (Position.parse(new Position(epoch, Long.MAX_VALUE >> 4).toString()).isEmpty()) {
            throw new IllegalArgumentException("epoch '" + epoch + "': expected letters and digits, at most 100");
        }
        this.limits = limits;
        this.epoch = epoch;
        this.nanoTime = nanoTime;
    }

    /**
     * Goes on where the log of an earlier start ended.
     *
     * @param saved what that log held when it was saved, and how old that is by now
     */
    public static ReplayLog restored(ReplayLimits limits, SavedReplay saved) {
        return restored(limits, saved, System::nanoTime);
    }

    static ReplayLog restored(ReplayLimits limits, SavedReplay saved, LongSupplier nanoTime) {
        ReplayLog log = new ReplayLog(limits, saved.epoch(), nanoTime);
        log.restore(saved);
        return log;
    }

    private synchronized void restore(SavedReplay saved) {
        last = saved.last();
        forgotten = new Forgotten(saved.forgotten());
        long now = nanoTime.getAsLong();
        for (SavedMessage message : saved.messages()) {
            Position position = new Position(epoch, message.sequence());
            keep(
                    new Delivery(message.message(), position, this, 0),
                    now - message.age().toNanos());
        }
        trim(now);
    }

    /** What the log holds, for a later start to go on from. */
    public synchronized SavedReplay saved(List<AbsentClient> absent) {
        long now = nanoTime.getAsLong();
        List<SavedMessage> messages = new ArrayList<>(entriesBySequence.size());
        entriesBySequence.forEach((sequence, entry) -> messages.add(
                new SavedMessage(sequence, Duration.ofNanos(now - entry.since), entry.delivery.message())));
        return new SavedReplay(epoch, last, forgotten.last(), messages, absent);
    }

    /** The number of the latest message. */
    synchronized long last() {
        return last;
    }

    /** The position of a number, as clients see it. */
    String position(long sequence) {
        return new Position(epoch, sequence).toString();
    }

    /**
     * Numbers a message and keeps it. To be called with this log's lock held until every shard has it in its queue, so
     * that what is kept and what is delivered is in one order.
     */
    synchronized Delivery append(PushMessage message, int shards) {
        boolean kept = message.retention() != Retention.VOLATILE;
        if (kept) {
            last++;
        }
        Delivery delivery = new Delivery(message, new Position(epoch, last), this, shards);
        if (kept) {
            long now = nanoTime.getAsLong();
            keep(delivery, now);
            trim(now);
        }
        return delivery;
    }

    private void keep(Delivery delivery, long since) {
        Entry entry = new Entry(delivery, since);
        delivery.keep();
        entriesBySequence.put(delivery.sequence(), entry);
        bytes += entry.bytes;
    }

    /** A message that is kept takes more: a form of it stays for readers. */
    synchronized void grown(Delivery delivery, int more) {
        Entry entry = entriesBySequence.get(delivery.sequence());
        if (entry != null && entry.delivery.equals(delivery)) {
            entry.bytes += more;
            bytes += more;
        }
    }

    /** Lets one message go that its sender keeps: it was never there. */
    synchronized void withdraw(Delivery delivery) {
        Entry entry = entriesBySequence.get(delivery.sequence());
        if (entry != null && entry.delivery.equals(delivery)) {
            entriesBySequence.remove(delivery.sequence());
            letGo(entry);
        }
    }

    private void trim(long now) {
        long oldest = now - limits.window().toNanos();
        for (Map.Entry<Long, Entry> first; (first = entriesBySequence.firstEntry()) != null; ) {
            Entry entry = first.getValue();
            if (entriesBySequence.size() <= limits.messages() && bytes <= limits.bytes() && entry.since - oldest >= 0) {
                return;
            }
            entriesBySequence.pollFirstEntry();
            forgotten.add(entry.delivery.message(), first.getKey());
            letGo(entry);
        }
    }

    private void letGo(Entry entry) {
        bytes -= entry.bytes;
        entry.delivery.letGo();
    }

    /** Where a client begins that asks to hear from some time on. */
    synchronized Beginning beginning(Since since, Ears ears, long now) {
        trim(nanoTime.getAsLong());
        return switch (since) {
            case Since.Now unused -> beginning(now, Beginning.Kind.NEW);
            case Since.Ago(Duration time) -> beginning(beforeLast(time, now), Beginning.Kind.NEW);
            case Since.Seen(String text) -> {
                Optional<Position> seen = Position.parse(text)
                        .filter(position -> position.epoch().equals(epoch)
                                && position.sequence() <= last
                                && !forgotten.concerns(ears, position.sequence()));
                yield seen.map(position ->
                                beginning(Math.max(position.sequence(), forgotten.last()), Beginning.Kind.RECOVERED))
                        .orElseGet(() -> beginning(forgotten.last(), Beginning.Kind.GAP));
            }
        };
    }

    private Beginning beginning(long after, Beginning.Kind kind) {
        return new Beginning(position(after), kind, after);
    }

    /** The number before the first message of the last while. */
    private long beforeLast(Duration time, long now) {
        // What is older is not kept, and a client may name any time.
        Duration most = time.compareTo(limits.window()) < 0 ? time : limits.window();
        long oldest = nanoTime.getAsLong() - most.toNanos();
        long after = now;
        for (Map.Entry<Long, Entry> entry :
                entriesBySequence.headMap(now, true).descendingMap().entrySet()) {
            if (entry.getValue().since - oldest < 0) {
                return after;
            }
            after = entry.getKey() - 1;
        }
        return after;
    }

    /**
     * A piece of the log.
     *
     * @param messages in order, each held for the reader, who releases it
     * @param after the number behind which the piece begins
     * @param missed whether messages had been let go that the reader should have had
     * @param complete whether there is nothing more up to the wanted end
     */
    record Piece(List<Delivery> messages, long after, boolean missed, boolean complete) {}

    /** Reads what comes after one number, up to another one. */
    synchronized Piece read(long after, long upTo, int most, Ears ears) {
        boolean missed = forgotten.concerns(ears, after);
        long from = Math.max(after, forgotten.last());
        List<Delivery> messages = new ArrayList<>();
        if (from < upTo) {
            for (Entry entry : entriesBySequence.subMap(from, false, upTo, true).values()) {
                if (messages.size() == most) {
                    return new Piece(messages, from, missed, false);
                }
                entry.delivery.hold();
                messages.add(entry.delivery);
            }
        }
        return new Piece(messages, from, missed, true);
    }

    /** How many messages are kept. */
    public synchronized int messages() {
        return entriesBySequence.size();
    }

    /** How much memory they take. */
    public synchronized long bytes() {
        return bytes;
    }

    /**
     * How long the oldest of them has been kept. While nothing is published and nobody comes back, that may be longer than
     * the window: what is too old goes when one of both happens.
     */
    public synchronized Optional<Duration> oldestAge() {
        return Optional.ofNullable(entriesBySequence.firstEntry())
                .map(oldest -> Duration.ofNanos(nanoTime.getAsLong() - oldest.getValue().since));
    }

    /** Lets everything go. */
    @Override
    public synchronized void close() {
        forgotten = new Forgotten(last);
        entriesBySequence.values().forEach(this::letGo);
        entriesBySequence.clear();
    }
}
