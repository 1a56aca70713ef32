package io.queuewire.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How the intake of one queue does at a moment.
 *
 * @param queue which queue
 * @param state what it does
 * @param pollWait how long its polls may take when the queue is empty
 * @param lastPoll when a poll last succeeded
 * @param resumed when the last pause ended
 * @param lag how long the oldest message of the last poll had waited in the queue; zero when that brought none
 * @param pollFault what fails polls now
 * @param settlementFault what fails deletes now, or else give-backs and extensions
 * @param parkingFault what fails the sending of invalid messages to the parking queue now
 * @param inHand how many messages are in hand
 * @param inHandBytes how large they are together, bodies and attributes
 * @param oldest how long the oldest of them has been in hand
 */
public record IntakeStatus(
        QueueUrl queue,
        State state,
        Duration pollWait,
        Optional<Instant> lastPoll,
        Optional<Instant> resumed,
        Duration lag,
        Optional<Ongoing> pollFault,
        Optional<Ongoing> settlementFault,
        Optional<Ongoing> parkingFault,
        int inHand,
        long inHandBytes,
        Optional<Duration> oldest) {

    /** What an intake does. */
    public enum State {
        POLLING,
        /** Resting, because an operator wants it; what is in hand goes on. */
        PAUSED,
        /** Some calls fail, and are made again after growing pauses. */
        FAILING,
        /** Takes no more messages and settles those in hand. */
        STOPPING;

        /** The name as operators see it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A fault that lasts.
     *
     * @param fault what failed last
     * @param since when the first call failed
     * @param last when the last one did; calls may have been answered since, not enough of them to call it over
     */
    public record Ongoing(Fault fault, Instant since, Instant last) {}

    /**
     * Why the queue does not count as served: somebody must change something, or no poll has succeeded within three waits.
     * Empty when all is well, or when the queue rests because an operator wants it.
     */
    public Optional<String> problem(Instant now) {
        if (state == State.PAUSED) {
            return Optional.empty();
        }
        if (pollFault.filter(this::refusesPolls).isPresent()) {
            return Optional.of("polls are refused" + cause());
        }
        if (lastPoll.isEmpty()) {
            return Optional.of("no poll has succeeded yet" + cause());
        }
        Duration age = Duration.between(lastPoll.get(), now);
        // After a pause the watch begins anew.
        Instant watched = resumed.filter(lastPoll.get()::isBefore).orElse(lastPoll.get());
        return Duration.between(watched, now).compareTo(pollWait.multipliedBy(3)) > 0
                ? Optional.of("the last poll that succeeded was " + age.toSeconds() + " s ago" + cause())
                : Optional.empty();
    }

    private boolean refusesPolls(Ongoing ongoing) {
        boolean answeredSince = lastPoll.filter(ongoing.last()::isBefore).isPresent();
        return ongoing.fault().kind() == Fault.Kind.CONFIGURATION && !answeredSince;
    }

    /** What may be why no poll succeeds: it fails, or what is in hand cannot be settled and leaves no room. */
    private String cause() {
        return pollFault
                .map(ongoing -> ": " + ongoing.fault())
                .or(() -> settlementFault.map(ongoing ->
                        " with " + inHand + " messages in hand, which fail to be settled: " + ongoing.fault()))
                .orElse("");
    }
}
