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
 * Knows whether a queue works, and tells the log: once when a fault starts, once a minute while it lasts, once when all is
 * well again; as an error when somebody must act. Safe for any thread.
 */
final class QueueHealth {

    /** What may fail; a queue can refuse deletes while polls work. */
    enum Side {
        POLLS,
        SETTLEMENT,
        PARKING
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(QueueHealth.class);
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final QueueUrl queue;
    private final Clock clock;
    private final Map<Side, Fault> faultsBySide = new EnumMap<>(Side.class);
    /** Faults of a kind that take turns, such as refused and reset, are one story. */
    private final Set<Fault.Kind> toldKinds = EnumSet.noneOf(Fault.Kind.class);

    private volatile @Nullable Instant lastPoll;
    private volatile boolean failing;
    private Instant since = Instant.EPOCH;
    private Instant told = Instant.EPOCH;
    private int calls;

    QueueHealth(QueueUrl queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** When a poll last succeeded. */
    Optional<Instant> lastPoll() {
        return Optional.ofNullable(lastPoll);
    }

    /** What fails of a side now, and since when the queue has had faults. */
    synchronized Optional<IntakeStatus.Ongoing> fault(Side side) {
        return Optional.ofNullable(faultsBySide.get(side)).map(fault -> new IntakeStatus.Ongoing(fault, since));
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
        if (!failing) {
            failing = true;
            since = now;
            calls = 0;
        }
        calls++;
        faultsBySide.put(side, fault);
        if (toldKinds.add(fault.kind())) {
            told = now;
            at(fault).log("queue {} fails: {}; trying again until it works", queue, fault);
        } else if (Duration.between(told, now).compareTo(REMINDER) >= 0) {
            told = now;
            at(fault).log("queue {} still fails, for {} s and {} calls: {}", queue, lasting(now), calls, fault);
        }
    }

    private synchronized void recover(Side side) {
        faultsBySide.remove(side);
        if (failing && faultsBySide.isEmpty()) {
            failing = false;
            toldKinds.clear();
            LOGGER.info("queue {} works again, after {} s and {} failed calls", queue, lasting(clock.instant()), calls);
        }
    }

    private long lasting(Instant now) {
        return Duration.between(since, now).toSeconds();
    }

    private static LoggingEventBuilder at(Fault fault) {
        return LOGGER.atLevel(
                switch (fault.kind()) {
                    case CONFIGURATION -> Level.ERROR;
                    case PASSING -> Level.WARN;
                });
    }
}
