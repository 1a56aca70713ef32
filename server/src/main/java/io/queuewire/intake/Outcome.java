package io.queuewire.intake;

import java.time.Duration;

/** How a message ended; every received message has exactly one. */
public sealed interface Outcome {

    /** Handed to at least one client; deleted. */
    record Delivered(int clients) implements Outcome {}

    /** Nobody was there to get it, or it was for nobody; deleted. */
    record NoAudience() implements Outcome {}

    /** Older than its time to live; deleted. */
    record Stale() implements Outcome {}

    /** Ended before, or still in hand: this is a redelivery; deleted without being shown again. */
    record Duplicate() implements Outcome {}

    /** Not to be understood; left to the queue's redrive policy. */
    record Invalid(String reason) implements Outcome {}

    /** Not to be understood; sent to the parking queue, then deleted. */
    record Parked(String reason) implements Outcome {}

    /** Not to be understood; deleted. */
    record Dropped(String reason) implements Outcome {}

    /** Given back to the queue, visible again after the delay. */
    record Released(Duration delay, String reason) implements Outcome {}

    /** The value of the label {@code outcome} in the metrics. */
    default String label() {
        return switch (this) {
            case Delivered delivered -> "delivered";
            case NoAudience noAudience -> "no_audience";
            case Stale stale -> "stale";
            case Duplicate duplicate -> "duplicate";
            case Invalid invalid -> "invalid";
            case Parked parked -> "parked";
            case Dropped dropped -> "dropped";
            case Released released -> "released";
        };
    }
}
