package io.queuewire.intake;

import io.queuewire.intake.MessageInHand.Stage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sends messages that cannot be understood to the parking queue, on a thread of its own: a parking queue that is slow or
 * down holds up nothing else. While it fails, nothing is sent but a probe now and then.
 */
final class ParkingLot implements AutoCloseable {

    private static final int CALLS_PER_SECOND = 3;

    private final QueueUrl source;
    private final MessageSink sink;
    private final QueueHealth health;
    private final OutageGate gate;
    private final ExecutorService thread;

    ParkingLot(QueueUrl source, MessageSink sink, QueueHealth health, Backoff backoff, Ticker ticker) {
        this.source = source;
        this.sink = sink;
        this.health = health;
        this.gate = new OutageGate(CALLS_PER_SECOND, backoff, ticker);
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .name("queuewire-park-" + source.name())
                .daemon()
                .factory());
    }

    /** Parks a message; completes with whether the parking queue has it. */
    CompletionStage<Boolean> park(MessageInHand message, String reason) {
        if (!message.handOn(Stage.PARKING)) {
            return CompletableFuture.completedStage(false);
        }
        try {
            return CompletableFuture.supplyAsync(() -> send(message.message(), reason), thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(false);
        }
    }

    private boolean send(ReceivedMessage message, String reason) {
        OutgoingMessage parcel = Parcel.of(message, source, sink.url(), reason);
        Optional<OutageGate.Turn> turn = gate.tryNow();
        if (turn.isEmpty()) {
            return false;
        }
        try {
            sink.send(parcel);
            if (gate.succeeded(turn.get())) {
                health.succeeded(QueueHealth.Side.PARKING);
            }
            return true;
        } catch (SourceException e) {
            failed(turn.get(), e.fault());
            return false;
        } catch (Throwable e) {
            // Whatever it is, a probe whose end is not told would be the last. The judge logs and counts it.
            failed(turn.get(), Fault.of(e));
            throw e;
        }
    }

    private void failed(OutageGate.Turn turn, Fault fault) {
        gate.failed(turn, fault.kind());
        health.failed(QueueHealth.Side.PARKING, fault);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
