package io.queuewire.intake;

import io.queuewire.message.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from one queue to the publisher, from {@link #start} to {@link #stop}.
 *
 * <p>Polling threads receive, decode and publish; settlement threads delete, extend and give back. What connects them is
 * the set of messages in hand, whose size is limited. A message is deleted only after the publisher has handed it off, and
 * every message ends in exactly one {@link Outcome}.
 */
public final class Intake {

    private static final Logger LOGGER = LoggerFactory.getLogger(Intake.class);

    /** In an outage both together make no more than three calls a second. */
    private static final int POLLS_PER_SECOND = 2;

    private static final int SETTLEMENTS_PER_SECOND = 1;

    /** A queue that lets through every second poll or so is not stormed by all pollers each time. */
    private static final int POLLS_AS_PROOF = 2;

    /** What threads that were cut may take to end, all together. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final MessageSource source;
    private final QueueUrl queue;
    private final IntakeConfig config;
    private final Ticker ticker;
    private final QueueHealth health;
    private final Pause pause;
    private final InHand inHand;
    private final Settlement settlement;
    private final Ending ending;
    private final Optional<ParkingLot> parkingLot;
    private final Judge judge;
    private final MessageFlow flow;
    private final List<PollingThread> polling;
    private final List<QueueThread> settling;
    private volatile boolean stopped;

    private record PollingThread(Poller poller, QueueThread thread) {}

    /** An intake that traces nothing. */
    public Intake(
            MessageSource source,
            IntakeConfig config,
            Publisher publisher,
            Optional<ParkingQueue> parking,
            IntakeMetrics metrics) {
        this(source, config, publisher, parking, metrics, MessageTracer.NONE);
    }

    /**
     * An intake for the queue of the source.
     *
     * @param parking where invalid messages go, if they are to be parked; intakes that have the same share it
     */
    public Intake(
            MessageSource source,
            IntakeConfig config,
            Publisher publisher,
            Optional<ParkingQueue> parking,
            IntakeMetrics metrics,
            MessageTracer tracer) {
        if (config.onInvalid() == IntakeConfig.OnInvalid.PARK && parking.isEmpty()) {
            throw new IllegalArgumentException("no parking queue: expected one for invalid messages");
        }
        this.source = source;
        this.queue = source.url();
        this.config = config;
        this.ticker = Ticker.SYSTEM;
        Clock clock = Clock.systemUTC();
        Random random = new Random();
        this.health = new QueueHealth(queue, clock);
        this.pause = new Pause(clock);
        InFlightLimit limit = new InFlightLimit(config.inFlight(), config.inFlightBytes());
        this.inHand = new InHand(limit, ticker);
        SettlementGates settlements = SettlementGates.of(SETTLEMENTS_PER_SECOND, () -> new Backoff(random), ticker);
        this.settlement = new Settlement(inHand, config.visibility(), queue.fifo(), settlements, metrics, ticker);
        DuplicateWindow duplicates = new DuplicateWindow(config.dedupe(), ticker);
        this.ending = new Ending(queue, inHand, settlement, duplicates, metrics, tracer);
        this.parkingLot = parking.map(shared -> new ParkingLot(queue, shared));
        this.judge =
                new Judge(queue, config, duplicates, parkingLot, new GiveBackDelay(random), metrics, clock, ticker);
        this.flow = new MessageFlow(queue, inHand, publisher, judge, ending, metrics);
        OutageGate polls =
                new OutageGate(POLLS_AS_PROOF, new OutagePace(POLLS_PER_SECOND, ticker), new Backoff(random), ticker);
        this.polling = threads(config.pollers())
                .mapToObj(number -> {
                    Poller poller = new Poller(config, limit, pause, polls, flow, health, metrics, ticker);
                    return new PollingThread(poller, new QueueThread(name("poll", number), source, poller));
                })
                .toList();
        Settler settler = new Settler(settlement, ending, config.visibility(), health, metrics, ticker);
        this.settling = threads(config.pollers())
                .mapToObj(number -> new QueueThread(name("settle", number), source, settler))
                .toList();
    }

    private static IntStream threads(int count) {
        return IntStream.rangeClosed(1, count);
    }

    private String name(String work, int number) {
        return "queuewire-" + work + "-" + queue.name() + "-" + number;
    }

    /** Starts polling. Returns at once; whether the queue answers is told by {@link #status}. */
    public void start() {
        polling.forEach(poll -> poll.thread().start());
        settling.forEach(QueueThread::start);
    }

    /** How it goes now. Safe for any thread. */
    public IntakeStatus status() {
        return new IntakeStatus(
                queue,
                state(),
                config.pollWait(),
                health.lastPoll(),
                pause.ended(),
                flow.lag(),
                health.fault(QueueHealth.Side.POLLS),
                health.settlementFault(),
                parkingLot.flatMap(ParkingLot::fault),
                inHand.count(),
                inHand.bytes(),
                inHand.oldestAge());
    }

    private IntakeStatus.State state() {
        if (stopped) {
            return IntakeStatus.State.STOPPING;
        }
        if (pause.isOn()) {
            return IntakeStatus.State.PAUSED;
        }
        boolean fails = health.fault(QueueHealth.Side.POLLS).isPresent()
                || health.settlementFault().isPresent();
        return fails ? IntakeStatus.State.FAILING : IntakeStatus.State.POLLING;
    }

    /** What its threads are at, those that poll and those that settle. Safe for any thread. */
    public List<IntakeThread> threads() {
        return Stream.concat(
                        polling.stream().map(poll -> poll.thread().now(IntakeThread.Role.POLLER)),
                        settling.stream().map(thread -> thread.now(IntakeThread.Role.SETTLER)))
                .toList();
    }

    /** The messages in hand, the oldest first, at most so many. Safe for any thread. */
    public List<HeldMessage> held(int most) {
        return inHand.oldest(most).stream().map(message -> message.held(queue)).toList();
    }

    /**
     * Asks the queue how much is on it, on a connection of its own; blocks.
     *
     * @param most how long the answer may take
     * @throws SourceException when the queue does not answer in time, or refuses
     */
    public QueueDepth depth(Duration most) throws InterruptedException {
        try (QueueConnection connection = source.connect()) {
            return connection.depth(most);
        }
    }

    /**
     * Starts no more polls until {@link #resume}. A poll that is under way ends by itself, and what it brings, like all
     * that is in hand, goes its way. Without effect when paused already. Safe for any thread.
     */
    public void pause() {
        if (pause.begin()) {
            LOGGER.info("queue {} is paused", queue);
        }
    }

    /** Ends a pause. Without effect when there is none. Safe for any thread. */
    public void resume() {
        if (pause.end()) {
            LOGGER.info("queue {} is resumed", queue);
        }
    }

    /**
     * Stops taking messages and settles those in hand.
     *
     * <p>A poll that is under way ends by itself, since the queue would hand messages to a poll that was cut. What it
     * brings, and whatever else is in hand, is handed off as long as there is time and given back, visible at once, after
     * that. What hangs is cut. The publisher must work until this returns. Stopping again has no effect.
     *
     * @param most how long this may take
     */
    public synchronized void stop(Duration most) throws InterruptedException {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            settleAll(ticker.nanos(), most);
        } finally {
            parkingLot.ifPresent(ParkingLot::close);
            settlement.end();
        }
        if (inHand.count() > 0) {
            LOGGER.warn(
                    "queue {}: stopped with {} messages unsettled; they will be visible again after {} s",
                    queue,
                    inHand.count(),
                    config.visibility().toSeconds());
        }
    }

    private void settleAll(long now, Duration most) throws InterruptedException {
        StopDeadlines deadlines = StopDeadlines.of(now, most, config.pollWait());
        judge.stop();
        settlement.hurry();
        stopPolling(deadlines.polls());
        if (!inHand.awaitEmpty(deadlines.handOffs())) {
            ending.giveBackAll();
            // A call that hangs would keep what is given back from being told.
            settling.forEach(QueueThread::abortLateCall);
            inHand.awaitEmpty(deadlines.settlement());
        }
        settlement.end();
        endAll(settling, deadlines.settlement());
    }

    private void stopPolling(long deadline) throws InterruptedException {
        polling.forEach(poll -> poll.poller().stop(poll.thread()));
        endAll(polling.stream().map(PollingThread::thread).toList(), deadline);
    }

    private void endAll(List<QueueThread> threads, long deadline) throws InterruptedException {
        List<QueueThread> hanging = running(threads, deadline);
        for (QueueThread thread : hanging) {
            LOGGER.warn("queue {}: {} does not end and is cut", queue, thread);
            thread.cut();
        }
        running(hanging, ticker.nanos() + LAST_WORDS.toNanos());
    }

    /** Waits for threads to end, up to a moment of the ticker; returns those that have not. */
    private List<QueueThread> running(List<QueueThread> threads, long deadline) throws InterruptedException {
        List<QueueThread> running = new ArrayList<>();
        for (QueueThread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - ticker.nanos())))) {
                running.add(thread);
            }
        }
        return running;
    }
}
