package io.queuewire.app.doctor;

import io.queuewire.app.config.DrainShares;
import io.queuewire.app.config.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Looks at settings that are right one by one and may not fit together, or not this machine. */
public final class SettingsReview {

    private static final long SPARE_DESCRIPTORS = 1_000;
    private static final long FEW_CONNECTIONS = 5_000;

    private final ServerConfig config;

    public SettingsReview(ServerConfig config) {
        this.config = config;
    }

    /**
     * All checks.
     *
     * @param descriptors how many files and sockets the process may have open; empty when nobody knows
     */
    public List<Finding> findings(OptionalLong descriptors) {
        return List.of(visibility(), drain(), descriptors(descriptors));
    }

    private Finding visibility() {
        Duration visibility = config.queue().visibility();
        Duration limit = config.drain().limit();
        String both = "queue.visibility " + DurationWords.of(visibility) + ", drain.limit " + DurationWords.of(limit);
        return visibility.compareTo(limit) < 0
                ? Finding.warning(
                        "visibility",
                        both + ": if extending fails during a stop, others get messages that are still in hand here;"
                                + " raise queue.visibility to drain.limit or more")
                : Finding.ok("visibility", both);
    }

    private Finding drain() {
        Duration limit = config.drain().limit();
        DrainShares shares = DrainShares.of(config);
        Duration needed = shares.needed();
        String both = "a stop may need " + DurationWords.of(needed) + " (queue.wait, drain.grace, drain.spread and the"
                + " last steps), drain.limit " + DurationWords.of(limit);
        if (!shares.leavesPolls()) {
            return Finding.warning("drain", both + ": polls would be cut; lower queue.wait or raise drain.limit");
        }
        return needed.compareTo(limit) > 0
                ? Finding.warning(
                        "drain",
                        both + ": clients may be told to go sooner than drain.grace and drain.spread say; raise"
                                + " drain.limit")
                : Finding.ok("drain", both + "; whoever kills the process has to wait longer than that");
    }

    private Finding descriptors(OptionalLong limit) {
        String subject = "descriptors";
        if (limit.isEmpty()) {
            return Finding.ok(subject, "this system does not tell its limit");
        }
        long room = limit.getAsLong() - SPARE_DESCRIPTORS;
        OptionalInt wanted = config.clients().mostConnections();
        if (wanted.isPresent() && wanted.getAsInt() > room) {
            return Finding.failure(
                    subject,
                    "limit " + limit.getAsLong() + ", connections.max " + wanted.getAsInt()
                            + ": raise the limit (ulimit -n) to " + (wanted.getAsInt() + SPARE_DESCRIPTORS)
                            + ", or lower connections.max");
        }
        if (room < 1) {
            return Finding.failure(
                    subject, "limit " + limit.getAsLong() + ": raise it (ulimit -n) well above " + SPARE_DESCRIPTORS);
        }
        String found = "limit " + limit.getAsLong() + ", room for "
                + wanted.orElse((int) Math.min(room, Integer.MAX_VALUE)) + " connections";
        return wanted.isEmpty() && room < FEW_CONNECTIONS
                ? Finding.warning(subject, found + ": raise the limit (ulimit -n) if there may be more")
                : Finding.ok(subject, found);
    }
}
