package io.queuewire.intake;

import io.queuewire.intake.MessageInHand.Stage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each message its one outcome: counts it and has the message settled accordingly. Safe for any thread. */
final class Ending {

    private static final Logger LOGGER = LoggerFactory.getLogger(Ending.class);

    private final QueueUrl queue;
    private final InHand inHand;
    private final Settlement settlement;
    private final DuplicateWindow duplicates;
    private final IntakeMetrics metrics;
    private final MessageTracer tracer;

    Ending(
            QueueUrl queue,
            InHand inHand,
            Settlement settlement,
            DuplicateWindow duplicates,
            IntakeMetrics metrics,
            MessageTracer tracer) {
        this.queue = queue;
        this.inHand = inHand;
        this.settlement = settlement;
        this.duplicates = duplicates;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    /** Ends a message; without effect when it has ended before. */
    void end(MessageInHand message, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> delete(message, delivered);
            case Outcome.NoAudience noAudience -> delete(message, noAudience);
            case Outcome.Stale stale -> delete(message, stale);
            case Outcome.Duplicate duplicate -> delete(message, duplicate);
            case Outcome.Parked parked -> delete(message, parked);
            case Outcome.Dropped dropped -> delete(message, dropped);
            case Outcome.Invalid invalid -> leave(message, invalid);
            case Outcome.Released released -> giveBack(message, released);
        }
    }

    /** Gives back everything that has no outcome yet, to be visible at once. */
    void giveBackAll() {
        inHand.all().forEach(message -> end(message, new Outcome.Released(Duration.ZERO, "the relay stops")));
    }

    private void delete(MessageInHand message, Outcome outcome) {
        if (message.decide(Stage.DELETING)) {
            note(message, () -> {
                duplicates.remember(message.id());
                metrics.ended(outcome);
            });
            settlement.delete(message);
            trace(message, outcome);
        }
    }

    private void giveBack(MessageInHand message, Outcome.Released outcome) {
        if (message.decide(Stage.RETURNING)) {
            LOGGER.debug("queue {}: message {} goes back: {}", queue, message.id(), outcome.reason());
            note(message, () -> metrics.ended(outcome));
            settlement.giveBack(message, outcome.delay());
            trace(message, outcome);
        }
    }

    private void leave(MessageInHand message, Outcome outcome) {
        if (message.decide(Stage.LEFT)) {
            note(message, () -> metrics.ended(outcome));
            inHand.letGo(message);
            trace(message, outcome);
        }
    }

    private void trace(MessageInHand message, Outcome outcome) {
        note(message, () -> tracer.ended(queue, message.message(), message.age(), outcome));
    }

    /**
     * Has somebody told of an end. Who has its outcome and is not settled would be in hand for good: nothing that breaks
     * here, such as the tracing of a user, may keep it from that.
     */
    private void note(MessageInHand message, Runnable telling) {
        try {
            telling.run();
        } catch (Throwable e) {
            LOGGER.error("queue {}: the end of message {} could not be told", queue, message.id(), e);
            metrics.stumbled();
        }
    }
}
