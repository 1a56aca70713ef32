package io.queuewire.testkit;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.EntryResult;
import io.queuewire.intake.Fault;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueDepth;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.VisibilityChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A queue in memory that behaves as SQS does: visibility, receive counts, a new receipt for each receive, groups in order.
 * It can be told to fail or to hang. Visibility goes by the clock it is given; an empty poll takes a quarter of its wait.
 */
public final class InMemoryQueue implements MessageSource {

    /** Nobody wants to wait a second for nothing. */
    private static final int FASTER = 4;

    private static final long LOOK_AGAIN_MILLIS = 5;

    private final QueueUrl url;
    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<Fault> receiveFault = Optional.empty();
    private Optional<Fault> deleteFault = Optional.empty();
    private Optional<Fault> visibilityFault = Optional.empty();
    private Optional<EntryResult> nextDelete = Optional.empty();
    private Optional<EntryResult> nextVisibilityChange = Optional.empty();
    private Consumer<String> deletes = body -> {};
    private boolean hanging;
    private boolean hangingDelete;
    private int copies = 1;
    private int sequence;

    private static final class Entry {
        private final String id;
        private final String body;
        private final Map<String, AttributeValue> attributes;
        private final Optional<String> group;
        private final Instant sentAt;
        private Instant visibleAt;
        private int receives;
        private String receipt = "never received";

        private Entry(
                String id,
                String body,
                Map<String, AttributeValue> attributes,
                Optional<String> group,
                Instant sentAt) {
            this.id = id;
            this.body = body;
            this.attributes = attributes;
            this.group = group;
            this.sentAt = sentAt;
            this.visibleAt = sentAt;
        }
    }

    public InMemoryQueue(String name, Clock clock) {
        this.url = new QueueUrl("http://memory/000000000000/" + name);
        this.clock = clock;
    }

    @Override
    public QueueUrl url() {
        return url;
    }

    /** Puts a message on the queue; returns its id. */
    public synchronized String send(String body, Map<String, AttributeValue> attributes, Optional<String> group) {
        String id = "message-" + ++sequence;
        entries.add(new Entry(id, body, attributes, group, clock.instant()));
        notifyAll();
        return id;
    }

    public String send(String body) {
        return send(body, Map.of(), Optional.empty());
    }

    /** Has every receive fail from now on, or work again. */
    public synchronized void failReceives(Optional<Fault> fault) {
        receiveFault = fault;
        notifyAll();
    }

    /** Has every delete and visibility change fail from now on, or work again. */
    public synchronized void failSettlement(Optional<Fault> fault) {
        deleteFault = fault;
        visibilityFault = fault;
    }

    /** Has every visibility change fail from now on, or work again; deletes are not touched. */
    public synchronized void failVisibilityChanges(Optional<Fault> fault) {
        visibilityFault = fault;
    }

    /** What the next delete answers for its first message, which it does not delete. */
    public synchronized void refuseNextDelete(EntryResult result) {
        nextDelete = Optional.of(result);
    }

    /** What the next change of visibility answers for its first message, which it does not change. */
    public synchronized void refuseNextVisibilityChange(EntryResult result) {
        nextVisibilityChange = Optional.of(result);
    }

    /** Who is told the body of each message as it is deleted. */
    public synchronized void watchDeletes(Consumer<String> watcher) {
        deletes = watcher;
    }

    /** From now on every receive brings each message so many times, as a standard queue may. */
    public synchronized void repeatMessages(int times) {
        copies = times;
    }

    /** Has receives ignore their wait until they are cut. */
    public synchronized void hang() {
        hanging = true;
    }

    /** Has the next delete wait until it is aborted. */
    public synchronized void hangNextDelete() {
        hangingDelete = true;
    }

    public synchronized int visible() {
        return (int) entries.stream().filter(this::isVisible).count();
    }

    /** All messages that have not been deleted. */
    public synchronized int size() {
        return entries.size();
    }

    /** Whether somebody has a message in hand by this receipt. */
    public synchronized boolean isInFlight(String receipt) {
        return entries.stream().anyMatch(entry -> entry.receipt.equals(receipt) && !isVisible(entry));
    }

    public synchronized List<String> bodies() {
        return entries.stream().map(entry -> entry.body).toList();
    }

    /** How often a message that is still on the queue has been received. */
    public synchronized int receives(String id) {
        return find(id).receives;
    }

    /** For how long a message that is still on the queue stays invisible. */
    public synchronized Duration invisibleFor(String id) {
        return Duration.between(clock.instant(), find(id).visibleAt);
    }

    /** The names of all calls so far, with the number of messages. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private Entry find(String id) {
        return entries.stream()
                .filter(entry -> entry.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not on the queue"));
    }

    private boolean isVisible(Entry entry) {
        return !entry.visibleAt.isAfter(clock.instant());
    }

    @Override
    public QueueConnection connect() {
        return new Connection();
    }

    private synchronized List<ReceivedMessage> receive(int max, Duration wait, Duration visibility)
            throws InterruptedException {
        calls.add("receive");
        long deadline = System.nanoTime() + wait.toNanos() / FASTER;
        while (true) {
            if (receiveFault.isPresent()) {
                throw new SourceException(receiveFault.get());
            }
            List<ReceivedMessage> taken = take(max, visibility);
            if (!taken.isEmpty() || (!hanging && System.nanoTime() - deadline >= 0)) {
                return taken;
            }
            wait(LOOK_AGAIN_MILLIS);
        }
    }

    private List<ReceivedMessage> take(int max, Duration visibility) {
        List<ReceivedMessage> taken = new ArrayList<>();
        Set<String> blocked = new HashSet<>();
        if (url.fifo()) {
            entries.stream().filter(entry -> !isVisible(entry)).forEach(entry -> entry.group.ifPresent(blocked::add));
        }
        for (Entry entry : entries) {
            if (isVisible(entry) && entry.group.filter(blocked::contains).isEmpty()) {
                for (int copy = 0; copy < copies && taken.size() < max; copy++) {
                    taken.add(hand(entry, visibility));
                }
            }
        }
        return taken;
    }

    private ReceivedMessage hand(Entry entry, Duration visibility) {
        entry.receives++;
        entry.receipt = entry.id + "/" + entry.receives;
        entry.visibleAt = clock.instant().plus(visibility);
        return new ReceivedMessage(
                entry.id,
                entry.body,
                entry.attributes,
                entry.receipt,
                entry.receives,
                entry.sentAt,
                entry.group.filter(group -> url.fifo()),
                Optional.empty());
    }

    private synchronized List<EntryResult> delete(List<ReceivedMessage> messages) throws InterruptedException {
        calls.add("delete " + messages.size());
        if (hangingDelete) {
            while (hangingDelete) {
                wait();
            }
            throw new SourceException(new Fault(Fault.Kind.PASSING, "IOException", "aborted"));
        }
        deleteFault.ifPresent(fault -> {
            throw new SourceException(fault);
        });
        List<EntryResult> results = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            if (nextDelete.isPresent()) {
                results.add(nextDelete.get());
                nextDelete = Optional.empty();
            } else {
                Optional<Entry> found = entries.stream()
                        .filter(entry -> entry.receipt.equals(message.receipt()))
                        .findFirst();
                found.ifPresent(entry -> {
                    deletes.accept(entry.body);
                    entries.remove(entry);
                });
                results.add(found.isPresent() ? EntryResult.DONE : new EntryResult.Gone("ReceiptHandleIsInvalid"));
            }
        }
        return results;
    }

    private synchronized List<EntryResult> changeVisibility(List<VisibilityChange> changes) {
        calls.add("change visibility " + changes.size());
        visibilityFault.ifPresent(fault -> {
            throw new SourceException(fault);
        });
        List<EntryResult> results = new ArrayList<>();
        for (VisibilityChange change : changes) {
            if (nextVisibilityChange.isPresent()) {
                results.add(nextVisibilityChange.get());
                nextVisibilityChange = Optional.empty();
                continue;
            }
            Optional<Entry> found = entries.stream()
                    .filter(entry -> entry.receipt.equals(change.message().receipt()) && !isVisible(entry))
                    .findFirst();
            found.ifPresent(entry -> entry.visibleAt = clock.instant().plus(change.timeout()));
            results.add(found.isPresent() ? EntryResult.DONE : new EntryResult.Gone("MessageNotInflight"));
        }
        notifyAll();
        return results;
    }

    private synchronized QueueDepth depth() {
        receiveFault.ifPresent(fault -> {
            throw new SourceException(fault);
        });
        return new QueueDepth(visible(), size() - visible(), 0);
    }

    private final class Connection implements QueueConnection {
        @Override
        public List<ReceivedMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
            return InMemoryQueue.this.receive(max, wait, visibility);
        }

        @Override
        public List<EntryResult> delete(List<ReceivedMessage> messages) throws InterruptedException {
            return InMemoryQueue.this.delete(messages);
        }

        @Override
        public List<EntryResult> changeVisibility(List<VisibilityChange> changes) {
            return InMemoryQueue.this.changeVisibility(changes);
        }

        @Override
        public QueueDepth depth(Duration most) {
            return InMemoryQueue.this.depth();
        }

        @Override
        public void abort() {
            // The interrupt that comes before it ends the wait of a poll.
            synchronized (InMemoryQueue.this) {
                hangingDelete = false;
                InMemoryQueue.this.notifyAll();
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
