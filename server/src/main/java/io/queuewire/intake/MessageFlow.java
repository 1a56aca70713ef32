package io.queuewire.intake;

import io.queuewire.intake.InFlightLimit.Reservation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Takes received messages to their end: in hand, judged, settled.
 *
 * <p>Begins on a polling thread and goes on wherever the publisher completes, so nothing here waits. On a FIFO queue the
 * messages of a group go one after another, and what follows a message that did not go through is given back with it.
 */
final class MessageFlow {

    private final QueueUrl queue;
    private final InHand inHand;
    private final Judge judge;
    private final Ending ending;
    private final IntakeMetrics metrics;

<<<<<<< HEAD
    MessageFlow(QueueUrl queue, InHand inHand, Judge judge, Ending ending, IntakeMetrics metrics) {
=======
    private volatile boolean stopping;
    private volatile Duration lag = Duration.ZERO;

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
>>>>>>> control
        this.queue = queue;
        this.inHand = inHand;
        this.judge = judge;
        this.ending = ending;
        this.metrics = metrics;
    }

    /** Takes the messages of one poll in hand and sets them on their way. */
    void accept(List<ReceivedMessage> batch, Reservation room) {
        lag = batch.stream().map(this::sinceSent).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        Map<String, Queue<MessageInHand>> lanes = new LinkedHashMap<>();
        for (ReceivedMessage message : batch) {
            if (message.receiveCount() > 1) {
                metrics.redelivered();
            }
            inHand.take(message, room)
                    .ifPresentOrElse(
                            taken -> lanes.computeIfAbsent(lane(message), name -> new ArrayDeque<>())
                                    .add(taken),
                            () -> metrics.ended(new Outcome.Duplicate()));
        }
        lanes.values().forEach(this::advance);
    }

<<<<<<< HEAD
    /** Without an order to keep, each message has a lane of its own. */
    private String lane(ReceivedMessage message) {
        return message.group().filter(group -> queue.fifo()).orElse(message.id());
=======
    /** How long the oldest message of the last poll had waited in the queue; zero when that brought none. */
    Duration lag() {
        return lag;
    }

    /** From now on nothing that is given back has to wait. */
    void stop() {
        stopping = true;
>>>>>>> control
    }

    private void advance(Queue<MessageInHand> lane) {
        MessageInHand head = lane.poll();
        if (head != null) {
<<<<<<< HEAD
            judge.judge(head).thenAccept(outcome -> end(head, outcome, lane));
=======
            var unused = judge(head).thenAccept(outcome -> {
                MessageContext.run(head.message(), () -> ending.end(head, outcome));
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
>>>>>>> control
        }
    }

    private void end(MessageInHand head, Outcome outcome, Queue<MessageInHand> rest) {
        ending.end(head, outcome);
        switch (outcome) {
            case Outcome.Invalid invalid -> giveBack(rest, Duration.ZERO);
            case Outcome.Released released -> giveBack(rest, released.delay());
            case Outcome.Delivered delivered -> advance(rest);
            case Outcome.NoAudience noAudience -> advance(rest);
            case Outcome.Stale stale -> advance(rest);
            case Outcome.Duplicate duplicate -> advance(rest);
            case Outcome.Parked parked -> advance(rest);
            case Outcome.Dropped dropped -> advance(rest);
        }
    }

    private void giveBack(Queue<MessageInHand> rest, Duration delay) {
        rest.forEach(message ->
                ending.end(message, new Outcome.Released(delay, "an earlier message of its group did not go through")));
    }
<<<<<<< HEAD
=======

    /** Completes with the message's outcome, never with a failure. */
    private CompletionStage<Outcome> judge(MessageInHand message) {
        try {
            return MessageContext.supply(message.message(), () -> read(message))
                    .exceptionally(failure -> failed(message, failure));
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
                .filter(timeToLive -> sinceSent(message.message()).compareTo(timeToLive) > 0)
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

    private Outcome failed(MessageInHand message, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof PublishRefusedException)) {
            MessageContext.run(
                    message.message(), () -> LOGGER.error("queue {}: message {} stumbled", queue, message.id(), cause));
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
    private Duration sinceSent(ReceivedMessage message) {
        Duration age = Duration.between(message.sentAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
>>>>>>> control
}
