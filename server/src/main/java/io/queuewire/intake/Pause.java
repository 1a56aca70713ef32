package io.queuewire.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Whether an operator has a queue's polls rest. The threads wait here and keep what they have. Safe for any thread. */
final class Pause {

    private final Clock clock;
    private boolean on;
    private Optional<Instant> ended = Optional.empty();

    Pause(Clock clock) {
        this.clock = clock;
    }

    /** Begins; returns whether that is news. */
    synchronized boolean begin() {
        boolean news = !on;
        on = true;
        return news;
    }

    /** Ends; returns whether that is news. */
    synchronized boolean end() {
        boolean news = on;
        on = false;
        if (news) {
            ended = Optional.of(clock.instant());
            notifyAll();
        }
        return news;
    }

    synchronized boolean isOn() {
        return on;
    }

    /** When it last ended: for a while after that, nobody can expect a poll to have been answered. */
    synchronized Optional<Instant> ended() {
        return ended;
    }

    synchronized void awaitEnd() throws InterruptedException {
        while (on) {
            wait();
        }
    }
}
