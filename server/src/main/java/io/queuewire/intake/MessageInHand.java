package io.queuewire.intake;

/**
 * One message from its receive until the queue has confirmed what became of it.
 *
 * <p>The stage moves forward only, and exactly one thread moves it past {@link Stage#PARKING}: whoever does decides the
 * message's outcome.
 */
final class MessageInHand {

    /** How far a message has come. */
    enum Stage {
        /** Received, not published yet. */
        RECEIVED,
        /** With the publisher. */
        PUBLISHING,
        /** On its way to the parking queue. */
        PARKING,
        /** Has its outcome; to be deleted. */
        DELETING,
        /** Has its outcome; to be given back. */
        RETURNING,
        /** Has its outcome; left to the queue. */
        LEFT
    }

    private Stage stage = Stage.RECEIVED;
    private final long receivedNanos;
    private volatile ReceivedMessage message;
    /** When its visibility was last known to begin anew, by the ticker. */
    private volatile long visibilityNanos;

    MessageInHand(ReceivedMessage message, long now) {
        this.message = message;
        this.receivedNanos = now;
        this.visibilityNanos = now;
    }

    /** The message with the receipt of its latest receive. */
    ReceivedMessage message() {
        return message;
    }

    String id() {
        return message.id();
    }

    synchronized Stage stage() {
        return stage;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    long visibilityNanos() {
        return visibilityNanos;
    }

    /** The queue brought it once more: from now on only the new receipt counts. */
    void renew(ReceivedMessage redelivered, long now) {
        message = redelivered;
        visibilityNanos = now;
    }

    /** Its invisibility began anew. */
    void extended(long now) {
        visibilityNanos = now;
    }

    /** The queue no longer knows this receipt: only a redelivery, if it has not come yet, can bring the message back. */
    void lost(String receipt) {
        if (message.receipt().equals(receipt)) {
            visibilityNanos = Long.MAX_VALUE;
        }
    }

    /** Hands it on to the publisher or the parking queue; false when it was decided meanwhile. */
    synchronized boolean handOn(Stage next) {
        if (stage != Stage.RECEIVED) {
            return false;
        }
        stage = next;
        return true;
    }

    /** Decides its outcome; false when that has been done. */
    synchronized boolean decide(Stage last) {
        if (decided()) {
            return false;
        }
        stage = last;
        return true;
    }

    synchronized boolean decided() {
        return stage.compareTo(Stage.DELETING) >= 0;
    }
}
