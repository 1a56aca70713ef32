package io.queuewire.bench.fanout;

import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadProgress;
import io.queuewire.load.LoadReport;
import io.queuewire.load.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Clients that stay and receive while a crowd leaves and comes back, with an event loop of their own: that of the crowd is busy
 * and would time its own delay.
 *
 * <p>Watches the run of the crowd; theirs begins, on another thread, as soon as the crowd is complete. For the thread of that run.
 */
final class Stayers implements Consumer<LoadProgress> {

    static final int COUNT = 500;

    /** What the crowd's run does once everybody is there. */
    private static final String CROWD_IS_THERE = new Scenario.Storm(0).key();

    private static final int RATE = 5;
    /** From before the crowd leaves until most servers have it back. */
    private static final Duration TIME = Duration.ofSeconds(8);
    /** A server that greets a crowd publishes late, and nobody has to hold it up further. */
    private static final int WINDOW_OF_ALL = 1_000_000;

    private final List<String> complaints = new ArrayList<>();
    private final FutureTask<LoadReport> run;
    private boolean begun;

    Stayers(ServerProgram server) {
        Load load = new Load(server, complaints::add);
        this.run = new FutureTask<>(() -> load.run(
                COUNT,
                new Scenario.Fanout(),
                LoadPlan.Length.withoutWarmUp(TIME),
                Optional.of(load.messages(RATE, Scale.SIZE, TIME, WINDOW_OF_ALL))));
    }

    @Override
    public void accept(LoadProgress progress) {
        if (!begun && progress.phase().equals(CROWD_IS_THERE)) {
            begun = true;
            Thread.ofPlatform().name("stayers").start(run);
        }
    }

    /**
     * Waits for the end of their run.
     *
     * @param results takes what is wrong with it
     * @throws IOException when it did not begin, or could not
     */
    LoadReport report(Results results) throws IOException, InterruptedException {
        if (!begun) {
            throw new IOException("the crowd did not come");
        }
        try {
            LoadReport report = run.get();
            complaints.forEach(complaint -> results.remark("those who stayed: " + complaint));
            return report;
        } catch (ExecutionException e) {
            throw new IOException("those who stayed: " + e.getMessage(), e);
        }
    }
}
