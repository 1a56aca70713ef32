package io.queuewire.intake;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.queuewire.intake.InFlightLimit.Reservation;
import io.queuewire.intake.MessageInHand.Stage;
import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes received messages to their outcome: decode, publish, settle.
 *
 * <p>Begins on a polling thread and goes on wherever the publisher completes, so nothing here waits. On a FIFO queue the
 * messages of a group go one after another, and what follows a message that did not go through is given back with it.
 */
final class MessageFlow {

    private static final Logger LOGGER = LoggerFactory.getLogger(MessageFlow.class);

    private final QueueUrl queue;
    private final IntakeConfig config;
    private final MessageDecoder decoder;
    private final Publisher publisher;
    private final InHand inHand;
    private final DuplicateWindow duplicates;
    private final Ending ending;
    private final Optional<ParkingLot> parking;
    private final GiveBackDelay giveBackDelay;
    private final IntakeMetrics metrics;
    private final Clock clock;
    private final Ticker ticker;

    private volatile boolean stopping;

    MessageFlow(
            QueueUrl queue,
            IntakeConfig config,
            Publisher publisher,
            InHand inHand,
            DuplicateWindow duplicates,
            Ending ending,
            Optional<ParkingLot> parking,
            GiveBackDelay giveBackDelay,
            IntakeMetrics metrics,
            Clock clock,
            Ticker ticker) {
        this.queue = queue;
        this.config = config;
        this.decoder = new MessageDecoder(config);
        this.publisher = publisher;
        this.inHand = inHand;
        this.duplicates = duplicates;
        this.ending = ending;
        this.parking = parking;
        this.giveBackDelay = giveBackDelay;
        this.metrics = metrics;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Takes the messages of one poll in hand and sets them on their way. */
    void accept(List<ReceivedMessage> batch, Reservation room) {
        Map<String, Queue<MessageInHand>> lanes = new LinkedHashMap<>();
        for (ReceivedMessage message : batch) {
            if (message.receiveCount() > 1) {
                metrics.redelivered();
            }
            // Without an order to keep, each message has a lane of its own.
            String lane = message.group().filter(group -> queue.fifo()).orElse(message.id());
            inHand.take(message, room)
                    .ifPresentOrElse(
                            taken -> lanes.computeIfAbsent(lane, group -> new ArrayDeque<>())
                                    .add(taken),
                            () -> metrics.ended(new Outcome.Duplicate()));
        }
        lanes.values().forEach(this::advance);
    }

    /** From now on nothing that is given back has to wait. */
    void stop() {
        stopping = true;
    }

    private void advance(Queue<MessageInHand> lane) {
        MessageInHand head = lane.poll();
        if (head != null) {
            var unused = judge(head).thenAccept(outcome -> {
                ending.end(head, outcome);
                switch (outcome) {
                    case Outcome.Invalid invalid -> giveBack(lane, Duration.ZERO);
                    case Outcome.Released released -> giveBack(lane, released.delay());
                    case Outcome.Delivered delivered -> advance(lane);
                    case Outcome.NoAudience noAudience -> advance(lane);
                    case Outcome.Stale stale -> advance(lane);
                    case Outcome.Duplicate duplicate -> advance(lane);
                    case Outcome.Parked parked -> advance(lane);
                    case Outcome.Dropped dropped -> advance(lane);
                }
            });
        }
    }

    private void giveBack(Queue<MessageInHand> lane, Duration delay) {
        lane.forEach(message ->
                ending.end(message, new Outcome.Released(delay, "an earlier message of its group did not go through")));
    }

    /** Completes with the message's outcome, never with a failure. */
    private CompletionStage<Outcome> judge(MessageInHand message) {
        try {
            return read(message).exceptionally(failure -> failed(message, failure));
        } catch (Throwable e) {
            return completedStage(failed(message, e));
        }
    }

    private CompletionStage<Outcome> read(MessageInHand message) {
        if (duplicates.contains(message.id())) {
            return completedStage(new Outcome.Duplicate());
        }
        return switch (decoder.decode(message.message())) {
            case Decoded.Invalid(String reason) -> invalid(message, reason);
            case Decoded.ForNobody forNobody -> completedStage(new Outcome.NoAudience());
            case Decoded.Push push when isStale(message, push) -> completedStage(new Outcome.Stale());
            case Decoded.Push push -> publish(message, push);
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
                .filter(timeToLive -> sinceSent(message).compareTo(timeToLive) > 0)
                .isPresent();
    }

    private CompletionStage<Outcome> publish(MessageInHand message, Decoded.Push push) {
        if (!message.handOn(Stage.PUBLISHING)) {
            return completedStage(new Outcome.Released(Duration.ZERO, "it was given back already"));
        }
        return publisher.publish(push.message()).thenApply(handOff -> handedOff(message, handOff));
    }

    private Outcome handedOff(MessageInHand message, HandOff handOff) {
        metrics.handedOff(
                Duration.ofNanos(ticker.nanos() - message.receivedNanos()), sinceSent(message), handOff.clients());
        if (handOff.clients() > 0) {
            return new Outcome.Delivered(handOff.clients());
        }
        return switch (config.noAudience()) {
            case DELETE -> new Outcome.NoAudience();
            case RELEASE -> released(message, "nobody is there to get it");
        };
    }

    private Outcome failed(MessageInHand message, Throwable failure) {
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

    /** Never negative, although the queue's clock may be ahead of ours. */
    private Duration sinceSent(MessageInHand message) {
        Duration age = Duration.between(message.message().sentAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
