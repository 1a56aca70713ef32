package io.queuewire.intake;

import io.queuewire.intake.InFlightLimit.Reservation;
import io.queuewire.message.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Takes received messages to their end: in hand, judged, settled.
 *
 * <p>Begins on a polling thread and goes on wherever the publisher completes, so nothing here waits. Each message goes by
 * itself, but on a FIFO queue those of a group go one after another ({@link FifoLanes}).
 */
final class MessageFlow {

    private final InHand inHand;
    private final Publisher publisher;
    private final Judge judge;
    private final Ending ending;
    private final IntakeMetrics metrics;
    /** Only where there is an order to keep. */
    private final Optional<FifoLanes> lanes;

    private volatile Duration lag = Duration.ZERO;

    MessageFlow(QueueUrl queue, InHand inHand, Publisher publisher, Judge judge, Ending ending, IntakeMetrics metrics) {
        this.inHand = inHand;
        this.publisher = publisher;
        this.judge = judge;
        this.ending = ending;
        this.metrics = metrics;
        this.lanes = queue.fifo() ? Optional.of(new FifoLanes(ending)) : Optional.empty();
    }

    /** Takes the messages of one poll in hand and sets them on their way. */
    void accept(List<ReceivedMessage> batch, Reservation room) {
        lag = batch.stream()
                .map(judge::sinceSent)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        List<MessageInHand> ready = new ArrayList<>(batch.size());
        for (ReceivedMessage message : batch) {
            enter(message, room).ifPresent(ready::add);
        }
        publisher.gather(together -> ready.forEach(message -> go(message, together)));
    }

    /** How long the oldest message of the last poll had waited in the queue; zero when that brought none. */
    Duration lag() {
        return lag;
    }

    /** Takes a message in hand; brings it if it may go on its way now. */
    private Optional<MessageInHand> enter(ReceivedMessage message, Reservation room) {
        return lanes.isPresent() ? lanes.get().enter(message, () -> take(message, room)) : take(message, room);
    }

    private Optional<MessageInHand> take(ReceivedMessage message, Reservation room) {
        if (message.receiveCount() > 1) {
            metrics.redelivered();
        }
        Optional<MessageInHand> taken = inHand.take(message, room);
        if (taken.isEmpty()) {
            metrics.ended(new Outcome.Duplicate());
        }
        return taken;
    }

    /** Takes a message to its end, and after it those that waited for it. */
    private void go(MessageInHand first, Publisher through) {
        Optional<MessageInHand> next = Optional.of(first);
        while (next.isPresent()) {
            MessageInHand message = next.get();
            CompletableFuture<Outcome> judged = judge.judge(message, through).toCompletableFuture();
            if (!judged.isDone()) {
                var unused = judged.thenAccept(
                        outcome -> end(message, outcome).ifPresent(follower -> go(follower, publisher)));
                return;
            }
            // Not by recursion, for which a lane may be too long.
            next = end(message, judged.join());
        }
    }

    /** Ends a message; brings the one that waited for it, if there is one. */
    private Optional<MessageInHand> end(MessageInHand message, Outcome outcome) {
        try {
            return settle(message, outcome);
        } catch (Throwable e) {
            // Nobody would hear of it, and the message would be in hand for good.
            return settle(message, judge.failed(message, e));
        }
    }

    private Optional<MessageInHand> settle(MessageInHand message, Outcome outcome) {
        MessageContext.run(message.message(), () -> ending.end(message, outcome));
        return lanes.flatMap(fifo -> fifo.after(message, outcome));
    }
}
