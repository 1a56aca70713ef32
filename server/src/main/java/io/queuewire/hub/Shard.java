package io.queuewire.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All clients of one event loop.
 *
 * <p>Deliveries arrive from any thread through a bounded queue; everything else happens on the shard's own thread, so
 * clients and indexes need no lock. A shard batches naturally: one task writes all that is waiting, then flushes each
 * client once. Idle, that is one message without delay; busy, many frames go out in one system call.
 */
public final class Shard {

    private static final Logger log = LoggerFactory.getLogger(Shard.class);

    /** Most deliveries of one task, so that reads and heartbeats of the same loop get their turn. */
    private static final int DRAIN_LIMIT = 256;

    private static final int FAILED = -1;

    private final ShardExecutor executor;
    private final BlockingQueue<Delivery> waiting;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private final Map<String, Subscribers> subscribersByNamespace = new HashMap<>();
    private final DeliveryWriter writer;

    /**
     * Begins without clients.
     *
     * @param executor the thread of this shard
     * @param capacity most deliveries that may wait; the hub refuses messages while any shard is full
     */
    public Shard(ShardExecutor executor, int capacity, HubMetrics metrics) {
        this.executor = executor;
        this.writer = new DeliveryWriter(metrics);
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /** The thread on which this shard and its clients live. */
    public ShardExecutor executor() {
        return executor;
    }

    /** Adds a client that gets every later message of the namespace. On the shard's thread. */
    public Subscriber subscribe(String namespace, ClientLink link) {
        assert executor.isCurrent();
        return subscribersByNamespace
                .computeIfAbsent(namespace, name -> new Subscribers())
                .add(link);
    }

    /** Whether one more delivery fits; only the hub adds, one at a time, so that the answer holds until it does. */
    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    /** Queues a delivery and makes sure that it will be drained. */
    void offer(Delivery delivery) {
        waiting.add(delivery);
        if (scheduled.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        try {
            executor.execute(this::drain);
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
        scheduled.set(false);
        List<Delivery> batch = new ArrayList<>(Math.min(waiting.size(), DRAIN_LIMIT));
        waiting.drainTo(batch, DRAIN_LIMIT);
        int[] clients = new int[batch.size()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = write(batch.get(i));
        }
        writer.flush();
        for (int i = 0; i < clients.length; i++) {
            if (clients[i] != FAILED) {
                batch.get(i).taken(clients[i]);
            }
        }
        if (!waiting.isEmpty() && scheduled.compareAndSet(false, true)) {
            schedule();
        }
    }

    private int write(Delivery delivery) {
        Subscribers subscribers = subscribersByNamespace.get(delivery.message().namespace());
        if (subscribers == null) {
            return 0;
        }
        try {
            return writer.write(delivery, subscribers);
        } catch (RuntimeException e) {
            log.error("a message could not be written to the clients of this shard", e);
            delivery.refused("writing failed: " + e);
            return FAILED;
        }
    }
}
