package io.queuewire.app;

import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeThread;
import io.queuewire.ops.AdminEndpoints;
import io.queuewire.ops.HeapKeeper;
import io.queuewire.ops.LoopWatchdog;
import io.queuewire.ops.ManagementEndpoint;
import io.queuewire.ops.PrometheusMetrics;
import io.queuewire.ops.WatchedLoop;
import io.queuewire.ops.Worker;
import io.queuewire.transport.EventLoops;
import io.queuewire.transport.LoopActivity;
import io.queuewire.transport.LoopProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What looks after the threads and the heap of a running relay, and shows operators what it sees. Closed by its owner, after
 * the relay.
 */
final class Observation implements AutoCloseable {

    private final RecentProblems problems;
    private final EventLoops loops;
    private final List<Intake> intakes;
    private volatile Optional<LoopWatchdog> watchdog = Optional.empty();
    private volatile Optional<HeapKeeper> heap = Optional.empty();

    /** @param problems closed with this */
    Observation(RecentProblems problems, EventLoops loops, List<Intake> intakes) {
        this.problems = problems;
        this.loops = loops;
        this.intakes = List.copyOf(intakes);
    }

    /**
     * Has the event loops and the heap watched from now on. Not before the relay is up: until then the loops load half of the
     * program.
     *
     * @param threshold when an event loop counts as blocked; zero for never
     */
    void watch(Duration threshold) {
        heap = Optional.of(HeapKeeper.start());
        if (!threshold.isZero()) {
            watchdog = Optional.of(LoopWatchdog.start(
                    loops.probes().stream().<WatchedLoop>map(ProbedLoop::new).toList(), threshold));
        }
    }

    /** What operators see of it. */
    List<ManagementEndpoint> endpoints(PrometheusMetrics meters) {
        return AdminEndpoints.of(meters, this::workers, problems::list);
    }

    private List<Worker> workers() {
        return Stream.concat(
                        loops.probes().stream().flatMap(probe -> loop(probe).stream()),
                        intakes.stream()
                                .flatMap(intake -> intake.threads().stream())
                                .map(Observation::queueThread))
                .toList();
    }

    private static Optional<Worker> loop(LoopProbe probe) {
        return probe.thread()
                .map(thread -> new Worker(
                        thread,
                        "event loop",
                        stack -> new Worker.Doing(LoopActivity.of(stack).text(), probe.sinceSeen())));
    }

    private static Worker queueThread(IntakeThread thread) {
        return new Worker(
                thread.thread(),
                thread.role().label(),
                stack -> new Worker.Doing(thread.activity().label(), thread.since()));
    }

    @Override
    public void close() {
        watchdog.ifPresent(LoopWatchdog::close);
        heap.ifPresent(HeapKeeper::close);
        problems.stop();
    }

    /** An event loop as its watchdog sees it. */
    private record ProbedLoop(LoopProbe probe) implements WatchedLoop {

        @Override
        public String name() {
            return probe.thread().map(Thread::getName).orElse("that has not run yet");
        }

        @Override
        public Duration overdue() {
            return probe.overdue();
        }

        @Override
        public StackTraceElement[] stack() {
            return probe.thread().map(Thread::getStackTrace).orElse(new StackTraceElement[0]);
        }

        @Override
        public boolean waits(StackTraceElement[] stack) {
            return LoopActivity.of(stack) instanceof LoopActivity.Waiting;
        }
    }
}
