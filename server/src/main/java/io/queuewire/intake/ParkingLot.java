package io.queuewire.intake;

import io.queuewire.intake.MessageInHand.Stage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages of one queue that cannot be understood to the parking queue, on a thread of its own: a parking queue that
 * is slow or down holds up nothing else.
 */
final class ParkingLot implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ParkingLot.class);

    private final QueueUrl source;
    private final ParkingQueue parking;
    private final ExecutorService thread;

    ParkingLot(QueueUrl source, ParkingQueue parking) {
        this.source = source;
        this.parking = parking;
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

    /** What fails of the parking queue now, whoever else sends to it. */
    Optional<IntakeStatus.Ongoing> fault() {
        return parking.fault();
    }

    private boolean send(ReceivedMessage message, String reason) {
        try {
            return parking.take(Parcel.of(message, source, parking.url(), reason));
        } catch (MessageRefusedException e) {
            LOGGER.warn(
                    "queue {}: message {} cannot be parked, {} refuses it: {}",
                    source,
                    message.id(),
                    parking.url(),
                    e.fault());
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
