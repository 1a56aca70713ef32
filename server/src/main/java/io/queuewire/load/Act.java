package io.queuewire.load;

import java.time.Duration;
import java.util.Optional;

/** What a scenario does to the crowd while time passes. For the thread of the run. */
sealed interface Act {

    /** Called every few milliseconds, with the time since the scenario began. */
    void step(Duration elapsed);

    /** How long it took until all were back who left at once; empty while they are not, or if nobody did. */
    default Optional<Duration> back() {
        return Optional.empty();
    }

    /** The act of a plan's scenario. */
    static Act of(LoadPlan plan, CrowdLoops crowd) {
        return switch (plan.scenario()) {
            case Scenario.Storm(int staying) -> new Storming(crowd, staying, plan.duration());
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
        private final int staying;
        private final Duration start;
        private Optional<Duration> begin = Optional.empty();
        private Optional<Duration> back = Optional.empty();
        private long decidedWhenBack;

        private Storming(CrowdLoops crowd, int staying, Duration duration) {
            this.crowd = crowd;
            this.staying = staying;
            this.start = duration.dividedBy(QUARTER);
        }

        @Override
        public void step(Duration elapsed) {
            if (begin.isEmpty() && elapsed.compareTo(start) >= 0) {
                begin = Optional.of(elapsed);
                long decided = crowd.counts(0).decided();
                decidedWhenBack = decided + crowd.storm(staying);
            } else if (begin.isPresent() && back.isEmpty() && crowd.counts(0).decided() >= decidedWhenBack) {
                back = begin.map(elapsed::minus);
            }
        }

        @Override
        public Optional<Duration> back() {
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
