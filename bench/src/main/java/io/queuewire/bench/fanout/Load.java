package io.queuewire.bench.fanout;

import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadProgress;
import io.queuewire.load.LoadReport;
import io.queuewire.load.LoadRun;
import io.queuewire.load.LoadSource;
import io.queuewire.load.LoadTransport;
import io.queuewire.load.Scenario;
import io.queuewire.load.TimeBase;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The load of the comparison: runs of the load kit against one server, with one event loop.
 *
 * @param server who is measured
 * @param notes takes what is wrong with a run
 */
record Load(ServerProgram server, Consumer<String> notes) {

    /** Beyond its own time: connecting 20,000 clients to a slow server, and whoever comes late. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final LoadPlan.Members MEMBERS = new LoadPlan.Members("seq", "ts", TimeBase.STEADY);
    private static final int CONNECTING = 256;
    private static final int SOURCES = 4;

    /** Messages in the server's own process. */
    LoadSource messages(int perSecond, int size, Duration time, long window) {
        long count = perSecond == 0 ? SteeredSource.WITHOUT_END : perSecond * time.toMillis() / 1_000;
        return new SteeredSource(server.control(), perSecond, size, count, window);
    }

    LoadReport run(int clients, Scenario scenario, LoadPlan.Length length, Optional<LoadSource> source)
            throws InterruptedException {
        return run(clients, scenario, length, source, progress -> {});
    }

    /** @param watcher told once a second */
    LoadReport run(
            int clients,
            Scenario scenario,
            LoadPlan.Length length,
            Optional<LoadSource> source,
            Consumer<LoadProgress> watcher)
            throws InterruptedException {
        LoadPlan plan = new LoadPlan(
                server.target(),
                server.contender().protocol(),
                scenario,
                length,
                new LoadPlan.Crowd(
                        clients,
                        CONNECTING,
                        SOURCES,
                        1,
                        LoadTransport.EPOLL.isAvailable() ? LoadTransport.EPOLL : LoadTransport.NIO),
                MEMBERS,
                source,
                OptionalLong.of(server.pid()));
        Cut cut = new Cut(length.whole().plus(PATIENCE), watcher);
        LoadRun run = new LoadRun(plan, cut);
        cut.run = Optional.of(run);
        LoadReport report = run.run();
        if (!report.isClean()) {
            notes.accept(server.contender().name() + ", " + scenario.key() + ": " + Complaint.of(report));
        }
        return report;
    }

    /** Ends a run that takes too long, such as one whose server hangs. */
    private static final class Cut implements Consumer<LoadProgress> {

        private final Duration most;
        private final Consumer<LoadProgress> watcher;
        private Optional<LoadRun> run = Optional.empty();

        private Cut(Duration most, Consumer<LoadProgress> watcher) {
            this.most = most;
            this.watcher = watcher;
        }

        @Override
        public void accept(LoadProgress progress) {
            watcher.accept(progress);
            if (progress.elapsed().compareTo(most) > 0) {
                run.ifPresent(LoadRun::stop);
            }
        }
    }
}
