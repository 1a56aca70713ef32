package io.queuewire.bench.fanout;

import io.queuewire.load.LoadProgress;
import io.queuewire.load.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a server does while a scenario runs, second by second. On the thread of the run. */
final class ScenarioWatch implements Consumer<LoadProgress> {

    /** For a look at the end of the time, when looks come a little more than a second apart. */
    static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private record Look(Duration elapsed, Duration cpu, long bytes) {

        private double secondsTo(Look later) {
            return seconds(later.elapsed.minus(elapsed));
        }

        private double bytesPerSecondTo(Look later) {
            return (later.bytes - bytes) / secondsTo(later);
        }

        private double coresTo(Look later) {
            return seconds(later.cpu.minus(cpu)) / secondsTo(later);
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }
    }

    private final Scenario scenario;
    private final Duration time;
    private final Supplier<Duration> cpu;
    private final List<Look> looks = new ArrayList<>();

    /**
     * @param time of looking, from the first look on
     * @param cpu what has been used up to now
     */
    ScenarioWatch(Scenario scenario, Duration time, Supplier<Duration> cpu) {
        this.scenario = scenario;
        this.time = time;
        this.cpu = cpu;
    }

    @Override
    public void accept(LoadProgress progress) {
        boolean over = looks.size() > 1
                && looks.getLast().elapsed().minus(looks.getFirst().elapsed()).compareTo(time) >= 0;
        if (progress.phase().equals(scenario.key()) && !over) {
            looks.add(new Look(progress.elapsed(), cpu.get(), progress.counts().bytes()));
        }
    }

    /** How many processors were kept busy. */
    OptionalDouble cores() {
        return looks.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(looks.getFirst().coresTo(looks.getLast()));
    }

    /** What the connections received in the second with most heartbeats, by the mean of all seconds: 1 when spread evenly. */
    OptionalDouble peak() {
        double mean = looks.size() < 2 ? 0 : looks.getFirst().bytesPerSecondTo(looks.getLast());
        double most = 0;
        for (int i = 1; i < looks.size(); i++) {
            most = Math.max(most, looks.get(i - 1).bytesPerSecondTo(looks.get(i)));
        }
        return mean > 0 ? OptionalDouble.of(most / mean) : OptionalDouble.empty();
    }
}
