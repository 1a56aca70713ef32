package io.queuewire.bench.fanout;

import io.queuewire.load.LoadProgress;
import io.queuewire.load.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a server does for connections on which nothing but heartbeats happens, second by second, once it has settled down after
 * greeting them. On the thread of the run.
 */
final class IdleWatch implements Consumer<LoadProgress> {

    /** For a look at the end of the time, when looks come a little more than a second apart. */
    static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private static final String CROWD_IS_THERE = new Scenario.Idle().key();

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

    private final Duration settling;
    private final Duration time;
    private final Supplier<Duration> serverCpu;
    private final List<Look> looks = new ArrayList<>();
    private Duration begin = Duration.ZERO;

    /**
     * @param settling time that passes unseen, once all connections are there
     * @param time of looking
     */
    IdleWatch(Duration settling, Duration time, Supplier<Duration> serverCpu) {
        this.settling = settling;
        this.time = time;
        this.serverCpu = serverCpu;
    }

    @Override
    public void accept(LoadProgress progress) {
        if (!progress.phase().equals(CROWD_IS_THERE)) {
            return;
        }
        if (begin.isZero()) {
            begin = progress.elapsed();
        }
        boolean settled = progress.elapsed().minus(begin).compareTo(settling) >= 0;
        boolean over = looks.size() > 1
                && looks.getLast().elapsed().minus(looks.getFirst().elapsed()).compareTo(time) >= 0;
        if (settled && !over) {
            looks.add(new Look(
                    progress.elapsed(), serverCpu.get(), progress.counts().bytes()));
        }
    }

    /** How many processors the server kept busy. */
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
