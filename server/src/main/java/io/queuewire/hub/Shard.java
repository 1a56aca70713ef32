package io.queuewire.hub;

import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All clients of one event loop.
 *
 * <p>Deliveries arrive from any thread through a bounded queue; everything else happens on the shard's own thread, so
 * clients and indexes need no lock. A shard batches naturally: one task writes all that is waiting, then flushes each
 * client once. Idle, that is one message without delay; busy, many frames go out in one system call. Where an operator
 * would rather have fewer system calls than the last milliseconds, a shard lingers after the first message for more.
 */
public final class Shard {

    /** Most deliveries of one task, so that reads and heartbeats of the same loop get their turn. */
    private static final int DRAIN_LIMIT = 256;

    /** When one task has so much for a client, it is flushed first: a client is not slow because nobody has asked its socket. */
    private static final long DRAIN_BYTES = 256 << 10;

    private static final ShardExecutor.Timeout NOT_LINGERING = () -> {};

    private final ShardExecutor executor;
    private final BlockingQueue<Delivery> waiting;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** Whether a shard that lingers has been told that enough waits by now. */
    private final AtomicBoolean hurried = new AtomicBoolean();

    private final boolean lingers;
    /** When so many wait, one drain is full and nothing is won by waiting for more. */
    private final int enough;

    private final Map<String, Attendance> attendanceByNamespace = new HashMap<>();
    private final Attendance nobody = Attendance.of("");
    private final ReplayLog replay;
    private final DeliveryWriter writer;
    private final CatchUps catchUps;

    /** The number of the last message that the clients of this shard have got, as far as they are live. */
    private long drained;

    /** How long to gather; on the shard's thread, zero once there is no more time. */
    private Duration linger;

    private ShardExecutor.Timeout lingering = NOT_LINGERING;

    /** On the shard's thread: whether that is about to stop and would not come to what is due later. */
    private boolean stopping;

    /**
     * Begins without clients.
     *
     * @param executor the thread of this shard
     * @param capacity most deliveries that may wait; the hub refuses messages while any shard is full
     * @param linger how long deliveries are gathered after the first before they are written; zero writes at once
     * @param replay what the hub has published lately, all of it by now
     */
    public Shard(ShardExecutor executor, int capacity, Duration linger, ReplayLog replay, HubMetrics metrics) {
        this.executor = executor;
        this.linger = linger;
        this.lingers = !linger.isZero();
        this.enough = Math.min(capacity, DRAIN_LIMIT);
        this.replay = replay;
        this.drained = replay.last();
        this.catchUps = new CatchUps(this, replay, metrics);
        this.writer = new DeliveryWriter(executor.batch(), metrics);
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** The thread on which this shard and its clients live. */
    public ShardExecutor executor() {
        return executor;
    }

    /**
     * Finds out where a client begins that asks to hear from some time on. On the shard's thread, as it begins.
     *
     * @param rooms that it is in, each with the number of the last message there that is not for it
     */
    public Beginning beginning(Since since, String namespace, Map<String, Long> rooms) {
        assert executor.isCurrent();
        return replay.beginning(since, new Ears(namespace, rooms), drained);
    }

    /**
     * Adds a client, which listens once it has been told to begin, in the same task. On the shard's thread.
     *
     * @param rooms that it is in from the start, each with the number of the last message there that is not for it
     */
    public Subscriber subscribe(
            String namespace, ClientLink link, Beginning beginning, Map<String, Long> rooms, CatchUpListener listener) {
        assert executor.isCurrent();
        Attendance home = attendanceByNamespace.computeIfAbsent(namespace, Attendance::of);
        return new Subscriber(this, home, link, beginning.after(), rooms, listener);
    }

    /** Adds a client that gets every later message of the namespace. On the shard's thread. */
    public Subscriber subscribe(String namespace, ClientLink link) {
        Subscriber subscriber =
                subscribe(namespace, link, beginning(Since.NOW, namespace, Map.of()), Map.of(), CatchUpListener.NONE);
        subscriber.begin();
        return subscriber;
    }

    /** How many clients of a namespace are in a room; none once the thread is stopping, and its clients with it. */
    CompletionStage<Integer> members(String namespace, String room) {
        CompletableFuture<Integer> members = new CompletableFuture<>();
        try {
            executor.execute(() -> members.complete(attendance(namespace).members(room)));
        } catch (RejectedExecutionException stopping) {
            members.complete(0);
        }
        return members;
    }

    private Attendance attendance(String namespace) {
        return attendanceByNamespace.getOrDefault(namespace, nobody);
    }

    void catchUp(Subscriber subscriber) {
        catchUps.add(subscriber);
    }

    long drained() {
        return drained;
    }

    String position(long sequence) {
        return replay.position(sequence);
    }

    /** Whether one more delivery fits; only the hub adds, one at a time, so that the answer holds until it does. */
    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    /** Queues a delivery, which is drained after the next {@link #wake}, if not before. */
    void offer(Delivery delivery) {
        waiting.add(delivery);
    }

    /** Makes sure that what waits will be drained. */
    void wake() {
        if (waiting.isEmpty()) {
            return;
        }
        if (scheduled.compareAndSet(false, true)) {
            schedule(lingers ? this::linger : this::drain);
        } else if (lingers && waiting.size() >= enough && hurried.compareAndSet(false, true)) {
            schedule(this::drain);
        }
    }

    /**
     * Writes at once from now on, also what waits already: a thread that is about to stop does not come back to it. May be
     * called from any thread.
     */
    public void hurry() {
        schedule(() -> {
            linger = Duration.ZERO;
            stopping = true;
            drain();
        });
    }

    private void linger() {
        if (linger.isZero() || waiting.isEmpty() || waiting.size() >= enough) {
            drain();
        } else {
            lingering = executor.schedule(linger, this::drain);
        }
    }

    private void schedule(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            refuseAll();
        }
    }

    private void refuseAll() {
        for (Delivery delivery; (delivery = waiting.poll()) != null; ) {
            delivery.refused("the event loop is stopping");
        }
    }

    private void drain() {
        lingering.cancel();
        lingering = NOT_LINGERING;
        // Up to the end of this, nobody else has to see to it that there is a next one.
        hurried.set(true);
        scheduled.set(true);
        try {
            List<Delivery> batch = takeBatch();
            for (int from = 0; from < batch.size(); ) {
                int to = endOfRun(batch, from);
                write(batch.subList(from, to), to == batch.size());
                drained = batch.get(to - 1).sequence();
                from = to;
            }
            writer.flush();
        } finally {
            hurried.set(false);
            scheduled.set(false);
            drainRest();
        }
    }

    /** Goes on with what waits by now, but not as the next task: a loop goes through its tasks for up to a second before it turns to its sockets again. */
    private void drainRest() {
        if (waiting.isEmpty() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        if (stopping) {
            schedule(this::drain);
        } else {
            lingering = executor.schedule(Duration.ZERO, this::drain);
        }
    }

    private List<Delivery> takeBatch() {
        List<Delivery> batch = new ArrayList<>(Math.min(waiting.size(), DRAIN_LIMIT));
        long bytes = 0;
        Delivery next;
        while (batch.size() < DRAIN_LIMIT && bytes < DRAIN_BYTES && (next = waiting.poll()) != null) {
            batch.add(next);
            bytes += next.message().size();
        }
        return batch;
    }

    /** Where deliveries end that are for the same audience as the first of them. */
    private static int endOfRun(List<Delivery> batch, int from) {
        PushMessage first = batch.get(from).message();
        int to = from + 1;
        while (to < batch.size() && batch.get(to).message().hasAudienceOf(first)) {
            to++;
        }
        return to;
    }

    private void write(List<Delivery> run, boolean last) {
        String namespace = run.getFirst().message().namespace();
        writer.write(run, attendance(namespace).live(), last);
    }
}
