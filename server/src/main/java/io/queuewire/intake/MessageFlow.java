package io.queuewire.intake;

import io.queuewire.intake.InFlightLimit.Reservation;
import io.queuewire.message.Publisher;
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
    private final Publisher publisher;
    private final Judge judge;
    private final Ending ending;
    private final IntakeMetrics metrics;

    private volatile Duration lag = Duration.ZERO;

    MessageFlow(QueueUrl queue, InHand inHand, Publisher publisher, Judge judge, Ending ending, IntakeMetrics metrics) {
        this.queue = queue;
        this.inHand = inHand;
        this.publisher = publisher;
        this.judge = judge;
        this.ending = ending;
        this.metrics = metrics;
    }

    /** Takes the messages of one poll in hand and sets them on their way. */
    void accept(List<ReceivedMessage> batch, Reservation room) {
        lag = batch.stream()
                .map(judge::sinceSent)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
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
        publisher.gather(together -> lanes.values().forEach(lane -> advance(lane, together)));
    }

    /** How long the oldest message of the last poll had waited in the queue; zero when that brought none. */
    Duration lag() {
        return lag;
    }

    /** Without an order to keep, each message has a lane of its own. */
    private String lane(ReceivedMessage message) {
        return message.group().filter(group -> queue.fifo()).orElse(message.id());
    }

    private void advance(Queue<MessageInHand> lane, Publisher through) {
        MessageInHand head = lane.poll();
        if (head != null) {
            judge.judge(head, through).thenAccept(outcome -> end(head, outcome, lane));
        }
    }

    private void end(MessageInHand head, Outcome outcome, Queue<MessageInHand> rest) {
        MessageContext.run(head.message(), () -> ending.end(head, outcome));
        switch (outcome) {
            case Outcome.Invalid invalid -> giveBack(rest, Duration.ZERO);
            case Outcome.Released released -> giveBack(rest, released.delay());
            case Outcome.Delivered delivered -> advance(rest, publisher);
            case Outcome.NoAudience noAudience -> advance(rest, publisher);
            case Outcome.Stale stale -> advance(rest, publisher);
            case Outcome.Duplicate duplicate -> advance(rest, publisher);
            case Outcome.Parked parked -> advance(rest, publisher);
            case Outcome.Dropped dropped -> advance(rest, publisher);
        }
    }

    private void giveBack(Queue<MessageInHand> rest, Duration delay) {
        rest.forEach(message ->
                ending.end(message, new Outcome.Released(delay, "an earlier message of its group did not go through")));
    }
}
