package io.queuewire.intake;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.queuewire.intake.MessageInHand.Stage;
import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.Publisher;
import io.queuewire.message.Retention;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how a message ends, by decoding and publishing it; what follows from that is not done here. Safe for any
 * thread.
 */
final class Judge {

    private static final Logger LOGGER = LoggerFactory.getLogger(Judge.class);

    private final QueueUrl queue;
    private final IntakeConfig config;
    private final MessageDecoder decoder;
    private final DuplicateWindow duplicates;
    private final Optional<ParkingLot> parking;
    private final GiveBackDelay giveBackDelay;
    private final IntakeMetrics metrics;
    private final Clock clock;
    private final Ticker ticker;

    private volatile boolean stopping;

    Judge(
            QueueUrl queue,
            IntakeConfig config,
            DuplicateWindow duplicates,
            Optional<ParkingLot> parking,
            GiveBackDelay giveBackDelay,
            IntakeMetrics metrics,
            Clock clock,
            Ticker ticker) {
        this.queue = queue;
        this.config = config;
        this.decoder = new MessageDecoder(config);
        this.duplicates = duplicates;
        this.parking = parking;
        this.giveBackDelay = giveBackDelay;
        this.metrics = metrics;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Completes with the message's outcome, on whatever thread that becomes known; never with a failure. */
    CompletionStage<Outcome> judge(MessageInHand message, Publisher publisher) {
        try {
            return MessageContext.supply(message.message(), () -> read(message, publisher))
                    .exceptionally(failure -> failed(message, failure));
        } catch (Throwable e) {
            return completedStage(failed(message, e));
        }
    }

    /** From now on nothing that is given back has to wait. */
    void stop() {
        stopping = true;
    }

    private CompletionStage<Outcome> read(MessageInHand message, Publisher publisher) {
        if (duplicates.contains(message.id())) {
            return completedStage(new Outcome.Duplicate());
        }
        return switch (decoder.decode(message.message())) {
            case Decoded.Invalid(String reason) -> invalid(message, reason);
            case Decoded.ForNobody forNobody -> completedStage(new Outcome.NoAudience());
            case Decoded.Push push when isStale(message, push) -> completedStage(new Outcome.Stale());
            case Decoded.Push push -> publish(message, push, publisher);
        };
    }

    private CompletionStage<Outcome> invalid(MessageInHand message, String reason) {
        LOGGER.warn("queue {}: message {} is invalid: {}", queue, message.id(), reason);
        return switch (config.onInvalid()) {
            case LEAVE -> completedStage(new Outcome.Invalid(reason));
            case DROP -> completedStage(new Outcome.Dropped(reason));
            case PARK ->
                parking.orElseThrow()
                        .park(message, reason)
                        .thenApply(
                                parked -> parked ? new Outcome.Parked(reason) : released(message, "parking it failed"));
        };
    }

    private boolean isStale(MessageInHand message, Decoded.Push push) {
        return push.timeToLive()
                .filter(timeToLive -> sinceSent(message.message()).compareTo(timeToLive) > 0)
                .isPresent();
    }

    private CompletionStage<Outcome> publish(MessageInHand message, Decoded.Push push, Publisher publisher) {
        if (!message.handOn(Stage.PUBLISHING)) {
            return completedStage(new Outcome.Released(Duration.ZERO, "it was given back already"));
        }
        return publisher.publish(push.message().with(retention())).thenApply(handOff -> handedOff(message, handOff));
    }

    /** What would come back from the queue for want of an audience must not be with those who come later already. */
    private Retention retention() {
        return switch (config.noAudience()) {
            case DELETE -> Retention.KEPT;
            case RELEASE -> Retention.KEPT_IF_DELIVERED;
        };
    }

    private Outcome handedOff(MessageInHand message, HandOff handOff) {
        metrics.handedOff(
                Duration.ofNanos(ticker.nanos() - message.receivedNanos()),
                sinceSent(message.message()),
                handOff.clients());
        if (handOff.clients() > 0) {
            return new Outcome.Delivered(handOff.clients());
        }
        return switch (config.noAudience()) {
            case DELETE -> new Outcome.NoAudience();
            case RELEASE -> released(message, "nobody is there to get it");
        };
    }

    /** What becomes of a message over which the relay itself stumbled: logged, counted, to be given back. */
    Outcome failed(MessageInHand message, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof PublishRefusedException)) {
            LOGGER.error("queue {}: message {} stumbled", queue, message.id(), cause);
            metrics.stumbled();
        }
        return released(message, String.valueOf(cause.getMessage()));
    }

    private Outcome released(MessageInHand message, String reason) {
        Duration delay =
                stopping ? Duration.ZERO : giveBackDelay.after(message.message().receiveCount());
        return new Outcome.Released(delay, reason);
    }

    /** How long ago the queue took a message; never negative, although the queue's clock may be ahead of ours. */
    Duration sinceSent(ReceivedMessage message) {
        Duration age = Duration.between(message.sentAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
