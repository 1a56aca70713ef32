package io.queuewire.hub;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives clients of one shard what they have missed, in turns, until each of them is as far as the shard.
 *
 * <p>On the shard's thread only. A task does a bounded amount of work and the next one waits until the thread has looked
 * after its sockets and its other clients, so that a crowd that comes back is in nobody's way. A client that does not take
 * what it is given waits for its turn until it has room again.
 */
final class CatchUps {

    private static final Logger log = LoggerFactory.getLogger(CatchUps.class);

    /** Most messages that one task looks at. */
    private static final int TASK = 512;

    /** Most messages of one turn of one client. */
    private static final int TURN = 64;

    private final Shard shard;
    private final ReplayLog replay;
    private final HubMetrics metrics;
    private final Deque<Subscriber> waiting = new ArrayDeque<>();
    private boolean scheduled;

    CatchUps(Shard shard, ReplayLog replay, HubMetrics metrics) {
        this.shard = shard;
        this.replay = replay;
        this.metrics = metrics;
    }

    /** Has a client take its turns. */
    void add(Subscriber subscriber) {
        waiting.add(subscriber);
        schedule();
    }

    private void schedule() {
        if (!scheduled && !waiting.isEmpty()) {
            scheduled = true;
            // Not executed: tasks that follow each other keep a thread from its sockets, those that are due do not.
            shard.executor().schedule(Duration.ZERO, this::run);
        }
    }

    private void run() {
        scheduled = false;
        for (int left = TASK; left > 0 && !waiting.isEmpty(); ) {
            left -= 1 + turn(waiting.remove());
        }
        schedule();
    }

    /** One turn of one client; returns how many messages were looked at. */
    private int turn(Subscriber subscriber) {
        if (subscriber.isClosed()) {
            return 0;
        }
        ReplayLog.Piece piece = replay.read(subscriber.after(), shard.drained(), TURN, subscriber.ears());
        if (piece.missed()) {
            subscriber.missed(piece.after());
        }
        boolean written = write(piece, subscriber);
        subscriber.link().flush();
        if (subscriber.isClosed()) {
            return piece.messages().size();
        }
        if (!written && !subscriber.link().hasRoom()) {
            subscriber.link().whenRoom(() -> add(subscriber));
        } else if (written && piece.complete() && subscriber.after() <= shard.drained()) {
            subscriber.goLive(shard.drained());
        } else {
            waiting.add(subscriber);
        }
        return piece.messages().size();
    }

    /** Whether all of a piece could be written. */
    private boolean write(ReplayLog.Piece piece, Subscriber subscriber) {
        ClientLink link = subscriber.link();
        WireFormat format = link.format();
        int clients = 0;
        boolean room = true;
        for (Delivery delivery : piece.messages()) {
            room = room && !subscriber.isClosed() && link.hasRoom();
            if (room) {
                if (subscriber.ears().hear(delivery.message(), delivery.sequence()) && delivery.showAgain()) {
                    write(delivery, subscriber, format);
                    clients++;
                }
                subscriber.advance(delivery.sequence());
            }
            delivery.release();
        }
        metrics.delivered(format.protocol(), clients);
        return room;
    }

    private static void write(Delivery delivery, Subscriber subscriber, WireFormat format) {
        try {
            subscriber.link().write(delivery.in(format));
        } catch (RuntimeException e) {
            log.error("a message could not be written to a client that came back for it", e);
            subscriber.missed(delivery.sequence());
        }
    }
}
