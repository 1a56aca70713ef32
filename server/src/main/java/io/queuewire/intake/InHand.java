package io.queuewire.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All messages of one queue that are in hand. Safe for any thread. */
final class InHand {

    private final InFlightLimit limit;
    private final Ticker ticker;
    private final Set<MessageInHand> messages = new LinkedHashSet<>();
    private final Map<String, MessageInHand> messagesById = new HashMap<>();
    private long bytes;

    InHand(InFlightLimit limit, Ticker ticker) {
        this.limit = limit;
        this.ticker = ticker;
    }

    /**
     * Takes a message in hand, in a place of the reservation.
     *
     * @return nothing when it is in hand already: then the one there goes on with the new receipt
     */
    synchronized Optional<MessageInHand> take(ReceivedMessage message, InFlightLimit.Reservation room) {
        MessageInHand earlier = messagesById.get(message.id());
        // One that is being given back no longer speaks for the message: the queue has taken it back already.
        if (earlier != null && (!earlier.decided() || earlier.stage() == MessageInHand.Stage.DELETING)) {
            earlier.renew(message, ticker.nanos());
            return Optional.empty();
        }
        MessageInHand taken = new MessageInHand(message, ticker);
        room.occupy(taken.size());
        messagesById.put(message.id(), taken);
        messages.add(taken);
        bytes += taken.size();
        return Optional.of(taken);
    }

    /** The queue has confirmed what became of the message, or nothing more can be done about it. */
    synchronized void letGo(MessageInHand message) {
        if (messages.remove(message)) {
            messagesById.remove(message.id(), message);
            bytes -= message.size();
            limit.free(message.size());
            notifyAll();
        }
    }

    synchronized List<MessageInHand> all() {
        return List.copyOf(messages);
    }

    /** The first ones that came, at most so many. */
    synchronized List<MessageInHand> oldest(int most) {
        return messages.stream().limit(most).toList();
    }

    synchronized int count() {
        return messages.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** How long the oldest one has been in hand. */
    synchronized Optional<Duration> oldestAge() {
        return messages.stream().findFirst().map(oldest -> Duration.ofNanos(ticker.nanos() - oldest.receivedNanos()));
    }

    /** Waits until nothing is in hand, up to a moment of the ticker; returns whether that came. */
    synchronized boolean awaitEmpty(long deadline) throws InterruptedException {
        while (!messages.isEmpty()) {
            long left = deadline - ticker.nanos();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
