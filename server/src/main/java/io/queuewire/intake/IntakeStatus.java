package io.queuewire.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the intake of one queue does at a moment.
 *
 * @param queue which queue
 * @param pollWait how long its polls may take when the queue is empty
 * @param lastPoll when a poll last succeeded
 * @param pollFault what fails polls now
 * @param settlementFault what fails deletes, give-backs and extensions now
 * @param inHand how many messages are in hand
 * @param inHandBytes how large they are together
 * @param oldest how long the oldest of them has been in hand
 */
public record IntakeStatus(
        QueueUrl queue,
        Duration pollWait,
        Optional<Instant> lastPoll,
        Optional<Ongoing> pollFault,
        Optional<Ongoing> settlementFault,
        int inHand,
        long inHandBytes,
        Optional<Duration> oldest) {

    /** A fault that lasts, and since when. */
    public record Ongoing(Fault fault, Instant since) {}

    /**
     * Why the queue does not count as served: somebody must change something, or no poll has succeeded within three waits.
     * Empty when all is well.
     */
    public Optional<String> problem(Instant now) {
        String cause = pollFault.map(ongoing -> ": " + ongoing.fault()).orElse("");
        if (pollFault
                .filter(ongoing -> ongoing.fault().kind() == Fault.Kind.CONFIGURATION)
                .isPresent()) {
            return Optional.of("polls are refused" + cause);
        }
        if (lastPoll.isEmpty()) {
            return Optional.of("no poll has succeeded yet" + cause);
        }
        Duration age = Duration.between(lastPoll.get(), now);
        return age.compareTo(pollWait.multipliedBy(3)) > 0
                ? Optional.of("the last poll that succeeded was " + age.toSeconds() + " s ago" + cause)
                : Optional.empty();
    }
}
