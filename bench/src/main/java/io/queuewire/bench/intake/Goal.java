package io.queuewire.bench.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many messages a second the relay should reach.
 *
 * @param against whose messages a second are one
 */
record Goal(String against, double ratio) {

    static final List<Goal> ALL = List.of(new Goal(Receiving.NAME, 0.9), new Goal(NodeRelay.NAME, 1.5));

    /** What it reached, beside the goal; empty when one of the two was not measured. */
    Optional<String> reached(Map<String, Figure> medians) {
        return Optional.ofNullable(medians.get(Relay.NAME))
                .flatMap(relay -> Optional.ofNullable(medians.get(against))
                        .map(other -> relay.messagesPerSecond() / other.messagesPerSecond()))
                .map(reached -> String.format(Locale.ROOT, "relay / %s %.2f (goal: %.2f)", against, reached, ratio));
    }
}
