package io.queuewire.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Knows which calls to a queue work, and tells the log, for each kind of call: once when a fault starts, once a minute while
 * it lasts, once when it is over; as an error when somebody must act. Safe for any thread.
 */
final class QueueHealth {

    /** What may fail by itself; a queue can refuse deletes while polls work. */
    enum Side {
        POLLS("polls"),
        DELETES("deletes"),
        /** Give-backs and extensions. */
        VISIBILITY("changes of visibility"),
        PARKING("parking");

        private final String label;

        Side(String label) {
            this.label = label;
        }
    }

    /** What has been told of a side since it began to fail. */
    private static final class Story {
        private final Instant since;
        /** Faults of a kind that take turns, such as refused and reset, are one story. */
        private final Set<Fault.Kind> toldKinds = EnumSet.noneOf(Fault.Kind.class);

        private Fault fault;
        private Instant told;
        private Instant last;
        private int calls;

        private Story(Instant since, Fault fault) {
            this.since = since;
            this.told = since;
            this.last = since;
            this.fault = fault;
        }

        private long lasting(Instant now) {
            return Duration.between(since, now).toSeconds();
        }
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(QueueHealth.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final QueueUrl queue;
    private final Clock clock;
    private final Map<Side, Story> storiesBySide = new EnumMap<>(Side.class);

    private volatile @Nullable Instant lastPoll;
    /** Whether there is any story: most calls succeed while there is none. */
    private volatile boolean failing;

    QueueHealth(QueueUrl queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** When a poll last succeeded. */
    Optional<Instant> lastPoll() {
        return Optional.ofNullable(lastPoll);
    }

    /** What fails of a side now, and since when. */
    synchronized Optional<IntakeStatus.Ongoing> fault(Side side) {
        return Optional.ofNullable(storiesBySide.get(side))
                .map(story -> new IntakeStatus.Ongoing(story.fault, story.since, story.last));
    }

    /** What fails deletes, or else give-backs and extensions, now, and since when. */
    Optional<IntakeStatus.Ongoing> settlementFault() {
        return fault(Side.DELETES).or(() -> fault(Side.VISIBILITY));
    }

    /** A poll was answered. */
    void polled() {
        lastPoll = clock.instant();
    }

    /** A side is known to work. */
    void succeeded(Side side) {
        if (failing) {
            recover(side);
        }
    }

    synchronized void failed(Side side, Fault fault) {
        Instant now = clock.instant();
        failing = true;
        Story story = storiesBySide.computeIfAbsent(side, first -> new Story(now, fault));
        story.fault = fault;
        story.last = now;
        story.calls++;
        if (story.toldKinds.add(fault.kind())) {
            story.told = now;
            at(fault).log("queue {} fails at {}: {}; trying again until it works", queue, side.label, fault);
        } else if (Duration.between(story.told, now).compareTo(REMINDER) >= 0) {
            story.told = now;
            at(fault)
                    .log(
                            "queue {} still fails at {}, for {} s and {} calls: {}",
                            queue,
                            side.label,
                            story.lasting(now),
                            story.calls,
                            fault);
        }
    }

    private synchronized void recover(Side side) {
        Story story = storiesBySide.remove(side);
        failing = !storiesBySide.isEmpty();
        if (story != null) {
            LOGGER.info(
                    "queue {} works again at {}, after {} s and {} failed calls",
                    queue,
                    side.label,
                    story.lasting(clock.instant()),
                    story.calls);
        }
    }

    private static LoggingEventBuilder at(Fault fault) {
        return LOGGER.atLevel(
                switch (fault.kind()) {
                    case CONFIGURATION -> Level.ERROR;
                    case PASSING -> Level.WARN;
                });
    }
}
