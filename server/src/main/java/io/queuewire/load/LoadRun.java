package io.queuewire.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One run of the load kit: connect, the scenario, wait for what is under way, report.
 *
 * <p>{@link #run} is for one thread and one call; {@link #stop} is for any.
 */
public final class LoadRun {

    private static final Duration STEP = Duration.ofMillis(20);
    /** While messages flow: what grants credit must not keep the crowd waiting. */
    private static final Duration FLOW_STEP = Duration.ofMillis(2);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATECOMERS = Duration.ofSeconds(5);

    private final LoadPlan plan;
    private final Consumer<LoadProgress> watcher;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Stopwatch sinceStart = new Stopwatch();
    private final Optional<ServerProcess> server;
    /** How many clients read nothing. */
    private final long slow;

    private final LoadClock clock;
    private Duration lastLine = Duration.ZERO;
    private Counts lastCounts = Counts.NOTHING;
    private Publication publication = Publication.NONE;
    private Duration lag = Duration.ZERO;

    /** @param watcher told once a second, on the thread of the run */
    public LoadRun(LoadPlan plan, Consumer<LoadProgress> watcher) {
        this.plan = plan;
        this.clock = new LoadClock(plan.members().timeBase(), Clock.systemUTC());
        this.server = plan.server().stream().mapToObj(ServerProcess::new).findFirst();
        this.slow = IntStream.range(0, plan.crowd().clients())
                .filter(plan.scenario()::isSlow)
                .count();
        this.watcher = watcher;
    }

    /** Ends the run early; the report tells of what has happened. */
    public void stop() {
        stop.countDown();
    }

    /**
     * Runs to the end.
     *
     * @throws LoadException when it cannot begin
     */
    public LoadReport run() throws InterruptedException {
        Door door = Door.to(plan.target(), plan.crowd().transport().sockets(), plan.crowd());
        ServerProcess.Usage empty = serverUsage();
        try (CrowdLoops crowd = new CrowdLoops(plan, door, clock)) {
            Stopwatch connecting = new Stopwatch();
            crowd.connectAll();
            Counts connected = counts(crowd, 0);
            while (connected.decided() < plan.crowd().clients() && step("connecting", crowd, STEP)) {
                connected = counts(crowd, 0);
            }
            LoadReport.Connecting took =
                    new LoadReport.Connecting(connected.connects(), connected.failed(), connecting.elapsed());
            return scenario(crowd, took, empty);
        }
    }

    private LoadReport scenario(CrowdLoops crowd, LoadReport.Connecting connecting, ServerProcess.Usage empty)
            throws InterruptedException {
        Act act = Act.of(plan, crowd, () -> serverUsage().cpu());
        ServerProcess.Usage connected = serverUsage();
        Start start = flow(crowd, act);
        settle(crowd, act);
        ServerProcess.Usage used = serverUsage();
        Counts counts = counts(crowd, publication.published());
        return new LoadReport(
                plan,
                connecting,
                new LoadReport.Flow(counts.received() - start.received, start.time.elapsed(), act.back()),
                counts,
                publication,
                Latencies.of(crowd.latencies()),
                new LoadReport.Effort(Duration.ofNanos(cpuNanos() - start.kitNanos), lag),
                server.map(process -> new LoadReport.Server(
                        connected.cpu().minus(empty.cpu()),
                        used.cpu().minus(start.server.cpu()),
                        empty.resident(),
                        used.resident())));
    }

    /** How things stood when the scenario began. */
    private record Start(Stopwatch time, long received, long kitNanos, ServerProcess.Usage server) {}

    private Start start(CrowdLoops crowd) {
        lag = Duration.ZERO;
        crowd.forgetLatencies();
        return new Start(new Stopwatch(), counts(crowd, 0).received(), cpuNanos(), serverUsage());
    }

    private Start flow(CrowdLoops crowd, Act act) throws InterruptedException {
        plan.source().ifPresent(source -> crowd.expect(1));
        Counts before = counts(crowd, 0);
        Duration step = plan.source().isPresent() ? FLOW_STEP : STEP;
        Start start = start(crowd);
        Optional<LoadFlow> messages = plan.source().map(source -> source.start(plan.members(), clock));
        try {
            if (!plan.length().warmUp().isZero()) {
                while (start.time.elapsed().compareTo(plan.length().warmUp()) < 0 && step("warming up", crowd, step)) {
                    messages.ifPresent(flow -> follow(flow, crowd, before));
                }
                start = start(crowd);
            }
            do {
                act.step(start.time.elapsed());
                messages.ifPresent(flow -> follow(flow, crowd, before));
            } while (start.time.elapsed().compareTo(plan.length().counted()) < 0
                    && step(plan.scenario().key(), crowd, step));
            return start;
        } finally {
            messages.ifPresent(flow -> {
                flow.close();
                publication = flow.publication();
            });
        }
    }

    private void follow(LoadFlow flow, CrowdLoops crowd, Counts before) {
        Counts counts = counts(crowd, 0);
        long readers = counts.open() - slow + counts.cutWhileSlow();
        flow.received(readers > 0 ? (counts.received() - before.received()) / readers : 0);
        publication = flow.publication();
    }

    /** Waits for messages that are under way and for clients that are on their way back. */
    private void settle(CrowdLoops crowd, Act act) throws InterruptedException {
        Stopwatch settling = new Stopwatch();
        if (plan.scenario() instanceof Scenario.Slow) {
            crowd.readOn();
        }
        while (settling.elapsed().compareTo(patience()) < 0 && step("settling", crowd, STEP)) {
            act.step(plan.length().counted());
            Counts counts = counts(crowd, publication.published());
            boolean allReceived = counts.lost() <= counts(crowd, 0).lost();
            if (allReceived && areAllSettled(counts) && !isWatchingSlow(settling)) {
                return;
            }
        }
    }

    /** Whoever came back at once and is still on the way gets as much time again. */
    private Duration patience() {
        boolean storm = plan.scenario() instanceof Scenario.Storm
                && plan.length().counted().compareTo(LATECOMERS) > 0;
        return storm ? plan.length().counted() : LATECOMERS;
    }

    /** Nobody is on the way: whoever fails to connect or is cut stays away. */
    private boolean areAllSettled(Counts counts) {
        long disconnected = counts.disconnects().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return counts.open() + counts.failed() + counts.cutWhileSlow() + disconnected
                >= plan.crowd().clients();
    }

    /** Slow clients need a moment to read what waits for them before they see that they were cut. */
    private boolean isWatchingSlow(Stopwatch settling) {
        return plan.scenario() instanceof Scenario.Slow && settling.elapsed().compareTo(SECOND) < 0;
    }

    /** Lets a moment pass; false when the run is to end. */
    private boolean step(String phase, CrowdLoops crowd, Duration moment) throws InterruptedException {
        boolean goesOn = !stop.await(moment.toMillis(), TimeUnit.MILLISECONDS);
        Duration elapsed = sinceStart.elapsed();
        Duration sinceLine = elapsed.minus(lastLine);
        if (sinceLine.compareTo(SECOND) >= 0) {
            Counts counts = counts(crowd, 0);
            LoadProgress.Lately lately = new LoadProgress.Lately(
                    perSecond(counts.connects() - lastCounts.connects(), sinceLine),
                    perSecond(counts.received() - lastCounts.received(), sinceLine));
            watcher.accept(new LoadProgress(elapsed, phase, counts, publication, lately));
            lastLine = elapsed;
            lastCounts = counts;
        }
        return goesOn;
    }

    static long perSecond(long count, Duration duration) {
        return duration.isZero() ? count : count * SECOND.toNanos() / duration.toNanos();
    }

    /** Asks all loops; how long they take to answer shows how busy they are. */
    private Counts counts(CrowdLoops crowd, long last) {
        Stopwatch asking = new Stopwatch();
        Counts counts = crowd.counts(last);
        Duration answered = asking.elapsed();
        lag = answered.compareTo(lag) > 0 ? answered : lag;
        return counts;
    }

    private ServerProcess.Usage serverUsage() {
        return server.map(ServerProcess::usage).orElse(ServerProcess.Usage.NOTHING);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Runs from its creation. */
    private static final class Stopwatch {

        private final long start = System.nanoTime();

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
