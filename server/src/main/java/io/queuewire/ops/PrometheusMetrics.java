package io.queuewire.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Everything that is counted and measured, under the names that operators rely on.
 *
 * <p>The composition root ties the packages' own metrics interfaces to these methods, so that no package knows the library.
 * All methods are safe for any thread and do not block; labels that clients choose are bounded.
 */
public final class PrometheusMetrics implements AutoCloseable {

    /** All ends that a queue message can come to: shown as zero from the start, so that rates are right. */
    private static final List<String> QUEUE_OUTCOMES =
            List.of("delivered", "no_audience", "stale", "duplicate", "invalid", "parked", "dropped", "released");

    private static final Duration[] BUCKETS = Stream.of(
                    0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 3e4, 6e4)
            .map(milliseconds -> Duration.ofNanos(Math.round(milliseconds * 1e6)))
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMetrics process = new ProcessMetrics(registry);
    private final AtomicBoolean processIsBound = new AtomicBoolean();
    private final ConnectionGauges connections = new ConnectionGauges(registry);
    private final LabelledCounters queueMessages =
            counters("queuewire.queue.messages", "queue messages by what became of them", "outcome");
    private final QueueMeters queues = new QueueMeters(registry);
    private final LabelledCounters deliveries =
            counters("queuewire.deliveries", "messages written to a client", "protocol");
    private final LabelledCounters clientEvents =
            counters("queuewire.client.events", "events sent by clients", "event", "outcome");
    private final LabelledCounters disconnects =
            counters("queuewire.disconnects", "connections ended, by reason", "reason");
    private final Timer queueToSocket =
            histogram("queuewire.queue.to.socket", "from the queue's sent timestamp to the socket");
    private final Timer handOff = histogram("queuewire.handoff", "from receive to the socket");
    private final Timer eventLoopLag = histogram("queuewire.event.loop.lag", "how late an event loop runs a task");

    public PrometheusMetrics() {
        QUEUE_OUTCOMES.forEach(queueMessages::of);
    }

    /** Shows a protocol as zero before its first client comes, so that a graph of it starts at the start. */
    public void announceProtocol(String protocol) {
        connections.of(protocol);
        deliveries.of(protocol);
    }

    /** A client came. */
    public void connectionOpened(String protocol) {
        connections.of(protocol).increment();
    }

    /** A client went that had been counted as come. */
    public void connectionClosed(String protocol) {
        connections.of(protocol).decrement();
    }

    /** What is counted of each queue apart from the ends of messages. */
    public QueueMeters queues() {
        return queues;
    }

    /** A queue message came to its one end. */
    public void queueMessage(String outcome) {
        queueMessages.of(outcome).increment();
    }

    /** Messages were written to clients. */
    public void deliveries(String protocol, long messages) {
        deliveries.of(protocol).increment((double) messages);
    }

    /**
     * A client sent an event.
     *
     * @param event its name where the relay knows it; what only a client knows should come as {@code other}
     * @param outcome what became of it
     */
    public void clientEvent(String event, String outcome) {
        clientEvents.of(event, outcome).increment();
    }

    /** A connection ended. */
    public void disconnect(String reason) {
        disconnects.of(reason).increment();
    }

    /** A message reached the sockets this long after it was sent to the queue; clocks that disagree count as zero. */
    public void queueToSocket(Duration age) {
        queueToSocket.record(age.isNegative() ? Duration.ZERO : age);
    }

    /** A message reached the sockets this long after it was received. */
    public void handOff(Duration duration) {
        handOff.record(duration);
    }

    /** An event loop ran a task this late. */
    public void eventLoopLag(Duration lag) {
        eventLoopLag.record(lag);
    }

    /** From now on shows how many messages are in hand; asked at each scrape. */
    public void watchInHand(IntSupplier messages) {
        Gauge.builder("queuewire.queue.in.hand", messages::getAsInt)
                .description("messages received and not yet settled")
                .register(registry);
    }

    /** From now on shows when a poll last succeeded, 0 for never; asked at each scrape. */
    public void watchLastPoll(Supplier<Optional<Instant>> poll) {
        Gauge.builder("queuewire.last.poll.timestamp", () -> seconds(poll.get()))
                .description("when a poll last succeeded, of several queues the one that waits longest")
                .baseUnit("seconds")
                .register(registry);
    }

    /** From now on shows how many tasks wait for an event loop; asked at each scrape. */
    public void watchPendingTasks(String loop, IntSupplier tasks) {
        Gauge.builder("queuewire.event.loop.pending.tasks", tasks::getAsInt)
                .description("tasks that wait for an event loop")
                .tag("loop", loop)
                .register(registry);
    }

    /** From now on shows what is kept for clients that come back; asked at each scrape. */
    public void watchReplay(IntSupplier messages, LongSupplier bytes, Supplier<Duration> oldest) {
        Gauge.builder("queuewire.replay.messages", messages::getAsInt)
                .description("messages kept for clients that come back")
                .register(registry);
        Gauge.builder("queuewire.replay", bytes::getAsLong)
                .description("memory that they take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("queuewire.replay.oldest", () -> oldest.get().toNanos() / 1e9)
                .description("how long the oldest of them has been kept, 0 for none")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double seconds(Optional<Instant> instant) {
        return instant.map(time -> time.toEpochMilli() / 1e3).orElse(0.0);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** All meters in the Prometheus text format 0.0.4. */
    String scrape() {
        // At the first scrape: the platform's beans take their time to come up, and a start has none to spare.
        if (processIsBound.compareAndSet(false, true)) {
            process.bind();
        }
        return registry.scrape();
    }

    @Override
    public void close() {
        process.close();
        registry.close();
    }

    private LabelledCounters counters(String name, String description, String... labels) {
        return new LabelledCounters(registry, name, description, labels);
    }

    private Timer histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
