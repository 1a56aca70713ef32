package io.queuewire.testkit;

import io.queuewire.intake.Fault;
import io.queuewire.intake.IntakeMetrics;
import io.queuewire.intake.Outcome;
import io.queuewire.intake.QueueCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Remembers everything that is counted. */
public final class RecordingMetrics implements IntakeMetrics {

    /** One hand-off. */
    public record HandedOff(Duration sinceReceive, Duration sinceSent, int clients) {}

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<QueueCall> failedCalls = new CopyOnWriteArrayList<>();
    private final List<HandedOff> handOffs = new CopyOnWriteArrayList<>();
    private final List<String> failedSettlements = new CopyOnWriteArrayList<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger redelivered = new AtomicInteger();
    private final AtomicInteger stumbles = new AtomicInteger();

    @Override
    public void polled(Duration took, int messages) {
        polls.incrementAndGet();
    }

    @Override
    public void callFailed(QueueCall call, Fault fault) {
        faults.add(fault);
        failedCalls.add(call);
    }

    @Override
    public void redelivered() {
        redelivered.incrementAndGet();
    }

    @Override
    public void ended(Outcome outcome) {
        outcomes.add(outcome);
    }

    @Override
    public void handedOff(Duration sinceReceive, Duration sinceSent, int clients) {
        handOffs.add(new HandedOff(sinceReceive, sinceSent, clients));
    }

    @Override
    public void settlementFailed(QueueCall call, String code) {
        failedSettlements.add(code);
    }

    @Override
    public void stumbled() {
        stumbles.incrementAndGet();
    }

    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How many messages ended in each outcome. */
    public Map<String, Long> counts() {
        return outcomes.stream().collect(Collectors.groupingBy(Outcome::label, Collectors.counting()));
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Which calls failed, as often as they did. */
    public List<QueueCall> failedCalls() {
        return List.copyOf(failedCalls);
    }

    public List<HandedOff> handOffs() {
        return List.copyOf(handOffs);
    }

    public List<String> failedSettlements() {
        return List.copyOf(failedSettlements);
    }

    public int polls() {
        return polls.get();
    }

    public int redeliveries() {
        return redelivered.get();
    }

    public int stumbles() {
        return stumbles.get();
    }
}
