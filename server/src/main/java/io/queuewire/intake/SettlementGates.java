package io.queuewire.intake;

import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The gates of the calls that settle messages. Each kind of call fails and recovers by itself, since a queue may refuse one
 * and take the other; in an outage of both they share one pace.
 */
record SettlementGates(OutageGate deletes, OutageGate visibility) {

    static SettlementGates of(int callsPerSecond, Supplier<Backoff> backoff, Ticker ticker) {
        OutagePace pace = new OutagePace(callsPerSecond, ticker);
        return new SettlementGates(
                new OutageGate(pace, backoff.get(), ticker), new OutageGate(pace, backoff.get(), ticker));
    }

    /** The gate that a call has come through. */
    OutageGate of(SettlementWork.Call call) {
        return switch (call) {
            case SettlementWork.Delete delete -> deletes;
            case SettlementWork.GiveBack giveBack -> visibility;
            case SettlementWork.Extend extend -> visibility;
        };
    }

    /** Whether deletes go before changes of visibility: only when both fail, and the next probe of deletes was due sooner. */
    boolean deletesFirst() {
        OptionalLong delete = deletes.nextProbe();
        OptionalLong change = visibility.nextProbe();
        return delete.isPresent() && change.isPresent() && delete.getAsLong() < change.getAsLong();
    }
}
