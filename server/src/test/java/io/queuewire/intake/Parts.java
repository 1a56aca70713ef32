package io.queuewire.intake;

import io.queuewire.testkit.ManualClock;
import java.util.Optional;
import java.util.Random;

/** Parts of an intake as tests put them together. */
final class Parts {

    private Parts() {}

    /** Gates that back off no longer than their pace demands. */
    static SettlementGates gates(int callsPerSecond, Ticker ticker) {
        return SettlementGates.of(callsPerSecond, () -> new Backoff(() -> 0), ticker);
    }

    /** A judge without a parking queue, its delays the same each time. */
    static Judge judge(
            QueueUrl queue, IntakeConfig config, DuplicateWindow duplicates, IntakeMetrics metrics, ManualClock clock) {
        GiveBackDelay delay = new GiveBackDelay(new Random(7));
        return new Judge(queue, config, duplicates, Optional.empty(), delay, metrics, clock, clock::nanos);
    }
}
