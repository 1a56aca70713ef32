package io.queuewire.intake;

import io.queuewire.intake.InFlightLimit.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One polling thread's loop: wait for room and for the end of a pause, receive, pass on. It ends when it is told to and at no other time. */
final class Poller implements Consumer<QueueThread> {

    private static final Logger LOGGER = LoggerFactory.getLogger(Poller.class);
    /** The first poll, and polls after a fault, say soon whether the queue works. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final IntakeConfig config;
    private final InFlightLimit limit;
    private final Pause pause;
    private final OutageGate gate;
    private final MessageFlow flow;
    private final QueueHealth health;
    private final IntakeMetrics metrics;
    private final Ticker ticker;

    private volatile boolean stopping;
    private boolean receiving;

    Poller(
            IntakeConfig config,
            InFlightLimit limit,
            Pause pause,
            OutageGate gate,
            MessageFlow flow,
            QueueHealth health,
            IntakeMetrics metrics,
            Ticker ticker) {
        this.config = config;
        this.limit = limit;
        this.pause = pause;
        this.gate = gate;
        this.flow = flow;
        this.health = health;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    @Override
    public void accept(QueueThread thread) {
        while (!stopping) {
            thread.does(QueueActivity.AWAITING_ROOM);
            try (Reservation room = limit.reserve(QueueConnection.BATCH)) {
                thread.does(QueueActivity.PAUSED);
                pause.awaitEnd();
                poll(thread, room);
            } catch (InterruptedException e) {
                LOGGER.debug("{} was interrupted", Thread.currentThread().getName());
            }
        }
    }

    /** Starts no more polls; one that is under way ends by itself, and what it brings is dealt with. */
    synchronized void stop(QueueThread thread) {
        stopping = true;
        if (!receiving) {
            thread.interrupt();
        }
    }

    private void poll(QueueThread thread, Reservation room) throws InterruptedException {
        thread.does(QueueActivity.AWAITING_RETRY);
        OutageGate.Turn turn = gate.await();
        if (pause.isOn()) {
            gate.withdrawn(turn);
            return;
        }
        try {
            thread.does(QueueActivity.RECEIVING);
            List<ReceivedMessage> batch = receive(thread.connection(), room.places(), turn);
            thread.does(QueueActivity.HANDING_OVER);
            flow.accept(batch, room);
        } catch (InterruptedException e) {
            gate.withdrawn(turn);
            throw e;
        } catch (SourceException e) {
            failed(turn, e.fault());
        } catch (Throwable e) {
            // Whatever it is, nobody else would poll: the loop goes on.
            LOGGER.error("{} stumbled", thread, e);
            metrics.stumbled();
            failed(turn, Fault.of(e));
        }
    }

    private List<ReceivedMessage> receive(QueueConnection connection, int most, OutageGate.Turn turn)
            throws InterruptedException {
        long start = ticker.nanos();
        List<ReceivedMessage> batch;
        enter();
        try {
            batch = connection.receive(most, pollWait(turn), config.visibility());
        } finally {
            leave();
        }
        health.polled();
        if (gate.succeeded(turn)) {
            health.succeeded(QueueHealth.Side.POLLS);
        }
        metrics.polled(Duration.ofNanos(ticker.nanos() - start), batch.size());
        return batch;
    }

    private Duration pollWait(OutageGate.Turn turn) {
        return turn == OutageGate.Turn.PROBE || health.lastPoll().isEmpty() ? SHORT_WAIT : config.pollWait();
    }

    private void failed(OutageGate.Turn turn, Fault fault) {
        gate.failed(turn, fault.kind());
        health.failed(QueueHealth.Side.POLLS, fault);
        metrics.callFailed(QueueCall.RECEIVE, fault);
    }

    /** From here on an interrupt would cut a poll, and the messages that it is about to bring would be hidden for long. */
    private synchronized void enter() throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("stopping");
        }
        receiving = true;
    }

    private synchronized void leave() {
        receiving = false;
    }
}
