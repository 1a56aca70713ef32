package io.queuewire.intake;

import java.time.Clock;
import java.util.Optional;
import java.util.Random;

/**
 * The queue that takes messages that cannot be understood. Intakes that have the same one share this, and with it what is
 * known of the queue: in an outage all together make no more calls than one would, and the log tells of it once. Safe for
 * any thread.
 */
public final class ParkingQueue {

    private static final int CALLS_PER_SECOND = 3;

    private final MessageSink sink;
    private final QueueHealth health;
    private final OutageGate gate;

    /**
     * A parking queue that nothing is known of yet.
     *
     * @param sink stays the caller's to close
     */
    public ParkingQueue(MessageSink sink) {
        this(sink, Clock.systemUTC(), new Backoff(new Random()), Ticker.SYSTEM);
    }

    ParkingQueue(MessageSink sink, Clock clock, Backoff backoff, Ticker ticker) {
        this.sink = sink;
        this.health = new QueueHealth(sink.url(), clock);
        this.gate = new OutageGate(new OutagePace(CALLS_PER_SECOND, ticker), backoff, ticker);
    }

    QueueUrl url() {
        return sink.url();
    }

    /** What fails now, and since when; it is over with the next message that gets through. */
    Optional<IntakeStatus.Ongoing> fault() {
        return health.fault(QueueHealth.Side.PARKING);
    }

    /**
     * Sends a message, unless the queue fails and this is no time for a probe.
     *
     * @return whether the queue has it
     * @throws MessageRefusedException when the queue works and does not take this one
     */
    boolean take(OutgoingMessage message) {
        Optional<OutageGate.Turn> turn = gate.tryNow();
        if (turn.isEmpty()) {
            return false;
        }
        try {
            sink.send(message);
            answered(turn.get());
            return true;
        } catch (MessageRefusedException e) {
            answered(turn.get());
            throw e;
        } catch (SourceException e) {
            failed(turn.get(), e.fault());
            return false;
        } catch (Throwable e) {
            // Whatever it is, a probe whose end is not told would be the last. The judge logs and counts it.
            failed(turn.get(), Fault.of(e));
            throw e;
        }
    }

    private void answered(OutageGate.Turn turn) {
        if (gate.succeeded(turn)) {
            health.succeeded(QueueHealth.Side.PARKING);
        }
    }

    private void failed(OutageGate.Turn turn, Fault fault) {
        gate.failed(turn, fault.kind());
        health.failed(QueueHealth.Side.PARKING, fault);
    }
}
