package io.queuewire.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.DoubleSupplier;

/**
 * What is counted and measured of each queue; the label {@code queue} tells them apart. All methods are safe for any thread
 * and do not block.
 */
public final class QueueMeters {

    private final MeterRegistry registry;
    private final LabelledCounters polls;
    private final LabelledCounters redeliveries;
    private final LabelledCounters callFailures;
    private final LabelledCounters settlementFailures;
    private final LabelledCounters stumbles;

    QueueMeters(MeterRegistry registry) {
        this.registry = registry;
        this.polls = counters("polls", "polls by what they brought", "queue", "result");
        this.redeliveries = counters("redeliveries", "messages received that had been received before", "queue");
        this.callFailures =
                counters("call.failures", "calls to the queue that failed as a whole", "code", "call", "queue");
        this.settlementFailures = counters(
                "settlement.failures",
                "deletes and give-backs of a message that were given up",
                "code",
                "call",
                "queue");
        this.stumbles = counters("stumbles", "defects that the intake went on after", "queue");
    }

    private LabelledCounters counters(String name, String description, String... labels) {
        return new LabelledCounters(registry, "queuewire.queue." + name, description, labels);
    }

    /** Shows the counters of a queue as zero from now on, so that rates are right. */
    public void announce(String queue) {
        polls.of(queue, "messages");
        polls.of(queue, "empty");
        polls.of(queue, "failed");
        redeliveries.of(queue);
        stumbles.of(queue);
    }

    /** A poll was answered. */
    public void polled(String queue, int messages) {
        polls.of(queue, messages > 0 ? "messages" : "empty").increment();
    }

    /** A poll failed. */
    public void pollFailed(String queue) {
        polls.of(queue, "failed").increment();
    }

    /** A message came that had come before. */
    public void redelivered(String queue) {
        redeliveries.of(queue).increment();
    }

    /** A call failed as a whole and will be made again. */
    public void callFailed(String queue, String call, String code) {
        callFailures.of(code, call, queue).increment();
    }

    /** A delete or give-back was given up. */
    public void settlementFailed(String queue, String call, String code) {
        settlementFailures.of(code, call, queue).increment();
    }

    /** The intake failed where it should not. */
    public void stumbled(String queue) {
        stumbles.of(queue).increment();
    }

    /** From now on shows whether calls fail, so that they are made again only after growing pauses. */
    public void watchFailing(String queue, String calls, DoubleSupplier failing) {
        Gauge.builder("queuewire.queue.failing", failing::getAsDouble)
                .description("1 while these calls fail and are made again only after growing pauses")
                .tag("queue", queue)
                .tag("calls", calls)
                .register(registry);
    }

    /** From now on shows whether the queue is paused. */
    public void watchPaused(String queue, DoubleSupplier paused) {
        gauge("paused", "1 while an operator has the queue rest", queue, paused).register(registry);
    }

    /** From now on shows for how long, in seconds, the oldest message has been in hand. */
    public void watchOldest(String queue, DoubleSupplier age) {
        gauge("oldest.in.hand", "how long the oldest message has been in hand, 0 for none", queue, age)
                .baseUnit("seconds")
                .register(registry);
    }

    /** From now on shows for how long, in seconds, messages wait in the queue before they are received. */
    public void watchLag(String queue, DoubleSupplier lag) {
        gauge("lag", "how long the oldest message of the last poll had waited, 0 when it brought none", queue, lag)
                .baseUnit("seconds")
                .register(registry);
    }

    private static Gauge.Builder<?> gauge(String name, String description, String queue, DoubleSupplier value) {
        return Gauge.builder("queuewire.queue." + name, value::getAsDouble)
                .description(description)
                .tag("queue", queue);
    }
}
