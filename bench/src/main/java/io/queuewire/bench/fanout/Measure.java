package io.queuewire.bench.fanout;

import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadProgress;
import io.queuewire.load.LoadReport;
import io.queuewire.load.LoadSource;
import io.queuewire.load.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One visit of a server, and the figures that it gives. */
sealed interface Measure {

    /** Most messages under way when as many as possible flow. */
    int WINDOW = 64;

    double MICROS = 1_000;
    double KIBIBYTE = 1_024;

    /** The name by which it is asked for. */
    String key();

    /** Names it to those who wait for it. */
    default String title() {
        return key();
    }

    /** Whether it visits servers that live through all rounds, side by side; others begin with a server just started. */
    default boolean onServersThatStay() {
        return false;
    }

    /** Most connections at the same time. */
    int connections();

    void take(ServerProgram server, Results results) throws IOException, InterruptedException;

    /** What is compared between servers that stay, and have long been warm. */
    sealed interface FanOut extends Measure {

        String KEY = "fanout";

        /** What is asked for, with every figure that there is of it. */
        static List<Measure> of(Scale scale) {
            List<Measure> all = new ArrayList<>();
            all.add(new FlatOut(scale));
            scale.rates().forEach(rate -> all.add(new Paced(scale, rate)));
            return all;
        }

        Scale scale();

        @Override
        default String key() {
            return KEY;
        }

        @Override
        default boolean onServersThatStay() {
            return true;
        }

        @Override
        default int connections() {
            return scale().clients();
        }

        /**
         * Runs at a rate. What clients cost who have just come, such as what a JVM compiles for them, ends before anything is
         * counted.
         */
        default LoadReport run(ServerProgram server, int rate, Results results, Consumer<LoadProgress> watcher)
                throws InterruptedException {
            Load load = new Load(server, results::remark);
            LoadPlan.Length length = new LoadPlan.Length(scale().warmUp(), scale().time());
            LoadSource source = load.messages(rate, Scale.SIZE, length.whole(), WINDOW);
            return load.run(scale().clients(), new Scenario.Fanout(), length, Optional.of(source), watcher);
        }

        default double messagesPerSecond(LoadReport report) {
            return report.flow().received()
                    / (double) scale().clients()
                    / seconds(report.flow().duration());
        }

        default double perCpuSecond(LoadReport report) {
            return report.flow().received() / seconds(serverCpu(report));
        }

        /** With what somebody else does for it all the time. */
        default double perCpuSecondBesides(double cores, LoadReport report) {
            double others = cores * seconds(report.flow().duration());
            return report.flow().received() / (seconds(serverCpu(report)) + others);
        }
    }

    /** As many messages as possible. */
    record FlatOut(Scale scale) implements FanOut {

        @Override
        public String title() {
            return KEY + " flat out";
        }

        @Override
        public void take(ServerProgram server, Results results) throws InterruptedException {
            LoadReport flat = run(server, 0, results, progress -> {});
            String name = server.contender().name();
            results.add(name, Columns.FLAT_PER_CPU, perCpuSecond(flat));
            results.add(name, Columns.FLAT_RATE, messagesPerSecond(flat));
            results.add(name, Columns.FLAT_KIT, seconds(flat.effort().cpu()) / seconds(serverCpu(flat)));
        }
    }

    /** So many messages a second. */
    record Paced(Scale scale, int rate) implements FanOut {

        /** The rate that has a table of its own. */
        static final int USUAL_RATE = 50;

        @Override
        public String title() {
            return KEY + " " + rate + "/s";
        }

        @Override
        public void take(ServerProgram server, Results results) throws InterruptedException {
            ScenarioWatch packets = new ScenarioWatch(
                    new Scenario.Fanout(),
                    scale.time(),
                    () -> server.packetCpu().orElse(Duration.ZERO));
            LoadReport paced = run(server, rate, results, packets);
            String name = server.contender().name();
            results.add(name, Columns.atRate(rate), perCpuSecond(paced));
            results.add(name, Columns.reached(rate), messagesPerSecond(paced));
            if (rate == USUAL_RATE) {
                results.add(name, Columns.PACED_PER_CPU, perCpuSecond(paced));
                if (server.packetCpu().isPresent()) {
                    packets.cores()
                            .ifPresent(cores ->
                                    results.add(name, Columns.PACED_WITH_PACKETS, perCpuSecondBesides(cores, paced)));
                }
                results.add(name, Columns.PACED_P50, paced.latencies().p50() / MICROS);
                results.add(name, Columns.PACED_P99, paced.latencies().p99() / MICROS);
            }
        }
    }

    /**
     * The latency of everybody else, without and with one client in a thousand that reads nothing. Twice in a visit, the
     * second time the other way round: what a machine does to one of them, it does to the other.
     */
    record Slow(Scale scale) implements Measure {

        private static final int EVERY = 1_000;
        private static final int RATE = 50;
        private static final int SIZE = 4_000;
        /** Linux takes in up to 4 MB for a client that does not read; only then does the server notice, and after that it may cut. */
        private static final Duration TIME = Duration.ofSeconds(30);

        @Override
        public String key() {
            return "slow";
        }

        @Override
        public boolean onServersThatStay() {
            return true;
        }

        @Override
        public int connections() {
            return scale.clients();
        }

        @Override
        public void take(ServerProgram server, Results results) throws InterruptedException {
            Load load = new Load(server, results::remark);
            String name = server.contender().name();
            double without = without(load);
            add(name, without, with(load), results);
            double with = with(load);
            add(name, without(load), with, results);
        }

        private static void add(String name, double without, double with, Results results) {
            results.add(name, Columns.SLOW_WITHOUT, without);
            results.add(name, Columns.SLOW_WITH, with);
            results.add(name, Columns.SLOW_EFFECT, with / without);
        }

        private double without(Load load) throws InterruptedException {
            return run(load, new Scenario.Fanout()) / MICROS;
        }

        private double with(Load load) throws InterruptedException {
            return run(load, new Scenario.Slow(EVERY)) / MICROS;
        }

        private long run(Load load, Scenario scenario) throws InterruptedException {
            LoadPlan.Length length = new LoadPlan.Length(scale.warmUp(), TIME);
            LoadSource source = load.messages(RATE, SIZE, length.whole(), WINDOW);
            return load.run(scale.clients(), scenario, length, Optional.of(source))
                    .latencies()
                    .p99();
        }
    }

    /** Memory and processor time of connections on which nothing but heartbeats happens. */
    record Idle(Scale scale) implements Measure {

        /** A server that listens may still be starting, or keep what that took, and neither is the connections'. */
        private static final Duration START = Duration.ofSeconds(45);

        @Override
        public String key() {
            return "idle";
        }

        @Override
        public int connections() {
            return scale.idleClients();
        }

        @Override
        public void take(ServerProgram server, Results results) throws InterruptedException {
            Thread.sleep(START);
            Scenario idle = new Scenario.Idle();
            ScenarioWatch watch = new ScenarioWatch(idle, scale.idleTime(), server::cpu);
            LoadPlan.Length length =
                    new LoadPlan.Length(scale.settling(), scale.idleTime().plus(ScenarioWatch.LAST_LOOK));
            LoadReport report =
                    new Load(server, results::remark).run(scale.idleClients(), idle, length, Optional.empty(), watch);
            String name = server.contender().name();
            report.server().ifPresent(used -> {
                double grown = used.residentAfter() - used.residentBefore();
                results.add(name, Columns.IDLE_RESIDENT, grown / KIBIBYTE / scale.idleClients());
            });
            watch.cores().ifPresent(cores -> results.add(name, Columns.IDLE_CPU, 100 * cores));
            watch.peak().ifPresent(peak -> results.add(name, Columns.IDLE_PEAK, peak));
        }
    }

    /** What idle connections hold on the heap. A process of its own, because a collection is work. */
    record Heap(Scale scale) implements Measure {

        private static final Duration TIME = Duration.ofSeconds(3);

        @Override
        public String key() {
            return "heap";
        }

        @Override
        public int connections() {
            return scale.idleClients();
        }

        @Override
        public void take(ServerProgram server, Results results) throws IOException, InterruptedException {
            OptionalLong empty = server.liveHeap();
            if (empty.isEmpty()) {
                return;
            }
            HeapWatch watch = new HeapWatch(server, scale.idleClients());
            new Load(server, results::remark)
                    .run(
                            scale.idleClients(),
                            new Scenario.Idle(),
                            LoadPlan.Length.withoutWarmUp(TIME),
                            Optional.empty(),
                            watch);
            watch.full()
                    .ifPresent(full -> results.add(
                            server.contender().name(),
                            Columns.IDLE_HEAP,
                            (full - empty.getAsLong()) / KIBIBYTE / scale.idleClients()));
        }
    }

    /** Many leave and come back at once, several times: the first ones warm the server up. Messages flow to some who stay. */
    record Storm(Scale scale) implements Measure {

        /** The last storms, whose figures are kept. */
        private static final int COUNTED = 3;
        /** After a quarter of it the crowd leaves. */
        private static final Duration TIME = Duration.ofSeconds(12);

        @Override
        public String key() {
            return "storm";
        }

        @Override
        public int connections() {
            return scale.stormClients() + Stayers.COUNT;
        }

        @Override
        public void take(ServerProgram server, Results results) throws IOException, InterruptedException {
            for (int storm = 1; storm <= scale.storms(); storm++) {
                Results figures = new Results();
                takeOne(server, figures);
                System.err.printf("         storm %d of %d: %s%n", storm, scale.storms(), figures.inWords());
                if (storm > scale.storms() - COUNTED) {
                    results.add(figures);
                }
            }
        }

        private void takeOne(ServerProgram server, Results results) throws IOException, InterruptedException {
            Stayers stayers = new Stayers(server);
            LoadReport crowd = new Load(server, results::remark)
                    .run(
                            scale.stormClients(),
                            new Scenario.Storm(0),
                            LoadPlan.Length.withoutWarmUp(TIME),
                            Optional.empty(),
                            stayers);
            LoadReport stayed = stayers.report(results);
            String name = server.contender().name();
            crowd.flow()
                    .back()
                    .ifPresentOrElse(
                            back -> {
                                results.add(name, Columns.STORM_SECONDS, seconds(back.duration()));
                                results.add(name, Columns.STORM_PER_CPU, back.clients() / seconds(back.serverCpu()));
                            },
                            () -> results.remark(name + ", storm: not all came back"));
            results.add(name, Columns.STORM_P99, stayed.latencies().p99() / MICROS);
            results.add(name, Columns.STORM_KIT, millis(stayed.effort().lag()));
        }
    }

    private static Duration serverCpu(LoadReport report) {
        return report.server().map(LoadReport.Server::flow).orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
