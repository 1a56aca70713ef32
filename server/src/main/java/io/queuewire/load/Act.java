package io.queuewire.load;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What a scenario does to the crowd while time passes. For the thread of the run. */
sealed interface Act {

    /** Called every few milliseconds, with the time since the scenario began. */
    void step(Duration elapsed);

    /** The return of those who left at once; empty while not all are back, or if nobody left. */
    default Optional<LoadReport.Return> back() {
        return Optional.empty();
    }

    /**
     * The act of a plan's scenario.
     *
     * @param serverCpu what the server has used up to now
     */
    static Act of(LoadPlan plan, CrowdLoops crowd, Supplier<Duration> serverCpu) {
        return switch (plan.scenario()) {
            case Scenario.Storm(int staying) ->
                new Storming(crowd, staying, plan.length().counted(), serverCpu);
            case Scenario.Churn(int perSecond) -> new Churning(crowd, perSecond);
            case Scenario.Fanout fanout -> new Watching();
            case Scenario.Idle idle -> new Watching();
            case Scenario.Slow slow -> new Watching();
        };
    }

    /** Leaves the crowd alone. */
    record Watching() implements Act {

        @Override
        public void step(Duration elapsed) {
            // Nothing happens.
        }
    }

    /** Has everybody come back at once, after a quarter of the time. */
    final class Storming implements Act {

        private static final int QUARTER = 4;

        private final CrowdLoops crowd;
        private final Supplier<Duration> serverCpu;
        private final int staying;
        private final Duration start;
        private boolean begun;
        private long begin;
        private Optional<LoadReport.Return> back = Optional.empty();
        private Duration cpuBefore = Duration.ZERO;
        private long decidedWhenBack;
        private int away;

        private Storming(CrowdLoops crowd, int staying, Duration duration, Supplier<Duration> serverCpu) {
            this.crowd = crowd;
            this.serverCpu = serverCpu;
            this.staying = staying;
            this.start = duration.dividedBy(QUARTER);
        }

        @Override
        public void step(Duration elapsed) {
            if (!begun && elapsed.compareTo(start) >= 0) {
                begun = true;
                begin = System.nanoTime();
                cpuBefore = serverCpu.get();
                long decided = crowd.counts(0).decided();
                away = crowd.storm(staying);
                decidedWhenBack = decided + away;
            } else if (begun && back.isEmpty() && crowd.counts(0).decided() >= decidedWhenBack) {
                Duration cpu = serverCpu.get().minus(cpuBefore);
                // By its own clock: that of the scenario stands still when the flow has ended and some are still away.
                back = Optional.of(new LoadReport.Return(away, Duration.ofNanos(System.nanoTime() - begin), cpu));
            }
        }

        @Override
        public Optional<LoadReport.Return> back() {
            return back;
        }
    }

    /** Has some leave and come back all the time. */
    final class Churning implements Act {

        private final CrowdLoops crowd;
        private final int perSecond;
        private long done;

        private Churning(CrowdLoops crowd, int perSecond) {
            this.crowd = crowd;
            this.perSecond = perSecond;
        }

        @Override
        public void step(Duration elapsed) {
            long due = elapsed.toMillis() * perSecond / 1_000;
            crowd.churn((int) (due - done));
            done = due;
        }
    }
}
