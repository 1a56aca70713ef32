package io.queuewire.intake;

import java.time.Duration;

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
        RECEIVED("received"),
        /** With the publisher. */
        PUBLISHING("publishing"),
        /** On its way to the parking queue. */
        PARKING("parking"),
        /** Has its outcome; to be deleted. */
        DELETING("deleting"),
        /** Has its outcome; to be given back. */
        RETURNING("releasing"),
        /** Has its outcome; left to the queue. */
        LEFT("left");

        private final String label;

        Stage(String label) {
            this.label = label;
        }
    }

    private final Ticker ticker;
    private final long receivedNanos;
    private final int size;
    private Stage stage = Stage.RECEIVED;
    private long stageNanos;
    private volatile ReceivedMessage message;
    /** When its visibility was last known to begin anew, by the ticker. */
    private volatile long visibilityNanos;

    MessageInHand(ReceivedMessage message, Ticker ticker) {
        this.message = message;
        this.ticker = ticker;
        this.receivedNanos = ticker.nanos();
        this.size = message.size();
        this.stageNanos = receivedNanos;
        this.visibilityNanos = receivedNanos;
    }

    /** The message with the receipt of its latest receive. */
    ReceivedMessage message() {
        return message;
    }

    String id() {
        return message.id();
    }

    /** How many bytes it has; counted once, so that it frees what it took. */
    int size() {
        return size;
    }

    synchronized Stage stage() {
        return stage;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    /** Since it was received. */
    Duration age() {
        return Duration.ofNanos(ticker.nanos() - receivedNanos);
    }

    long visibilityNanos() {
        return visibilityNanos;
    }

    /**
     * The queue brought it once more: from now on only the new receipt counts. Of two receives on different threads the
     * earlier one may get here last.
     */
    synchronized void renew(ReceivedMessage redelivered, long now) {
        if (redelivered.receiveCount() >= message.receiveCount()) {
            message = redelivered;
            visibilityNanos = now;
        }
    }

    /** Its invisibility began anew. */
    void extended(long now) {
        visibilityNanos = now;
    }

    /**
     * The queue no longer knows this receipt: only a redelivery can bring the message back. Returns false when it has come
     * already.
     */
    synchronized boolean lost(String receipt) {
        if (!message.receipt().equals(receipt)) {
            return false;
        }
        visibilityNanos = Long.MAX_VALUE;
        return true;
    }

    /** Hands it on to the publisher or the parking queue; false when it was decided meanwhile. */
    synchronized boolean handOn(Stage next) {
        if (stage != Stage.RECEIVED) {
            return false;
        }
        enter(next);
        return true;
    }

    /** Decides its outcome; false when that has been done. */
    synchronized boolean decide(Stage last) {
        if (decided()) {
            return false;
        }
        enter(last);
        return true;
    }

    private void enter(Stage next) {
        stageNanos = ticker.nanos();
        stage = next;
    }

    synchronized boolean decided() {
        return stage.compareTo(Stage.DELETING) >= 0;
    }

    /** How it is now. */
    synchronized HeldMessage held(QueueUrl queue) {
        long now = ticker.nanos();
        return new HeldMessage(
                queue,
                id(),
                stage.label,
                Duration.ofNanos(now - receivedNanos),
                Duration.ofNanos(now - stageNanos),
                message.body().length(),
                message.receiveCount());
    }
}
