package io.queuewire.bench.fanout;

import com.sun.management.UnixOperatingSystemMXBean;
import io.queuewire.bench.Checkout;
import io.queuewire.bench.NodePeers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the fan-out of the relay with that of other servers; {@code bench/README.md} says how. */
@Command(
        name = "FanOutComparison",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures servers by turns, each in a process of its own, and prints medians with their ratios.",
            "Servers: relay-io_uring, relay-epoll, relay-nio, relay-ws, nio-loop, node-socketio, node-ws, netty-socketio,"
                    + " nchan."
        })
public final class FanOutComparison implements Callable<Integer> {

    private static final int SPARE_DESCRIPTORS = 300;

    @Option(names = "--only", split = ",", paramLabel = "SERVER", description = "Compare only these")
    private List<String> only = List.of();

    @Option(
            names = "--server",
            paramLabel = "NAME[@PROTOCOL][/PATH]=COMMAND",
            description =
                    "Compare one more: a shell command with {port} and {control}, for websocket (default) or socketio")
    private List<String> more = List.of();

    @Option(
            names = "--measure",
            split = ",",
            paramLabel = "M",
            description = "Only these: fanout, slow, storm, idle, heap")
    private List<String> measures = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "Default: 5")
    private int rounds;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "10,50,200,500,1000",
            description = "Messages a second besides as many as possible (default: ${DEFAULT-VALUE})")
    private List<Integer> rates = List.of();

    @Option(names = "--clients", defaultValue = "1000", description = "Who receive (default: 1000)")
    private int clients;

    @Option(names = "--idle-clients", defaultValue = "18000", description = "Default: 18000")
    private int idleClients;

    @Option(names = "--storm-clients", defaultValue = "10000", description = "Default: 10000")
    private int stormClients;

    @Option(
            names = "--storms",
            defaultValue = "8",
            description = "How often they come back; the last three count, the others warm up (default: 8)")
    private int storms;

    @Option(names = "--seconds", defaultValue = "8", description = "Of each figure (default: 8)")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "6",
            description = "Seconds before each figure, at its rate (default: 6)")
    private int warmUp;

    @Option(
            names = "--settle-seconds",
            defaultValue = "60",
            description = "Between the last connect and the idle seconds (default: 60)")
    private int settleSeconds;

    @Option(names = "--idle-seconds", defaultValue = "50", description = "Default: 50, two heartbeats")
    private int idleSeconds;

    @Option(
            names = "--against",
            split = ",",
            defaultValue = Contenders.REFERENCE + "," + Contenders.LIMIT,
            paramLabel = "SERVER",
            description = "Who the ratios are to (default: ${DEFAULT-VALUE})")
    private List<String> against = List.of();

    @Option(names = "--server-cpu", defaultValue = "0", description = "Processors of the servers (default: 0)")
    private String serverCpu = "0";

    @Option(names = "--load-cpu", defaultValue = "1", description = "Processors of the load (default: 1)")
    private String loadCpu = "1";

    @Option(names = "--write", paramLabel = "FOLDER", description = "Put tables and plot into the page there: docs")
    private @Nullable Path write;

    private FanOutComparison() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FanOutComparison()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        List<Contender> contenders = contenders(checkout);
        Scale scale = new Scale(
                clients,
                idleClients,
                stormClients,
                storms,
                rates,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(settleSeconds),
                Duration.ofSeconds(idleSeconds));
        List<Measure> chosen = chosen(scale);
        requireDescriptors(chosen);
        Pinning pinning = Pinning.of(serverCpu, loadCpu);
        if (pinning.servers().isEmpty()) {
            System.err.println("no taskset, or too few processors: server and load share them all");
        }
        try {
            new NodePeers(checkout.node()).fetch();
        } catch (IOException e) {
            System.err.println("the servers for Node are left out: " + e.getMessage());
        }
        Results results = new Rounds(contenders, chosen, pinning, checkout.logs()).run(rounds);
        report(scale, pinning, contenders.stream().map(Contender::name).toList(), results);
        return CommandLine.ExitCode.OK;
    }

    private List<Contender> contenders(Checkout checkout) {
        List<Contender> all = new ArrayList<>(new Contenders(checkout).all());
        for (String text : more) {
            all.add(Contender.parse(text)
                    .orElseThrow(() -> mistake("--server " + text + ": expected NAME[@PROTOCOL][/PATH]=COMMAND")));
        }
        List<String> names = all.stream().map(Contender::name).toList();
        Stream.concat(only.stream(), against.stream())
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw mistake("no server " + name + ": expected one of " + names);
                });
        return all.stream()
                .filter(one -> only.isEmpty() || only.contains(one.name()) || isGiven(one))
                .toList();
    }

    private boolean isGiven(Contender contender) {
        return more.stream().anyMatch(text -> Contender.parse(text).equals(Optional.of(contender)));
    }

    private List<Measure> chosen(Scale scale) {
        List<Measure> all = Stream.concat(
                        Measure.FanOut.of(scale).stream(),
                        Stream.of(
                                new Measure.Slow(scale),
                                new Measure.Storm(scale),
                                new Measure.Idle(scale),
                                new Measure.Heap(scale)))
                .toList();
        List<String> keys = all.stream().map(Measure::key).distinct().toList();
        measures.stream().filter(key -> !keys.contains(key)).findFirst().ifPresent(key -> {
            throw mistake("--measure " + key + ": expected one of " + keys);
        });
        return all.stream()
                .filter(one -> measures.isEmpty() || measures.contains(one.key()))
                .toList();
    }

    /** A server inherits our limit, so that one question answers for both. */
    private void requireDescriptors(List<Measure> chosen) {
        int most = chosen.stream().mapToInt(Measure::connections).max().orElse(0);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() - SPARE_DESCRIPTORS < most) {
            throw mistake(most + " connections need as many file descriptors and " + SPARE_DESCRIPTORS
                    + " more, and the limit is " + unix.getMaxFileDescriptorCount() + " (ulimit -n)");
        }
    }

    private static CommandLine.ParameterException mistake(String text) {
        return new CommandLine.ParameterException(new CommandLine(new FanOutComparison()), text);
    }

    private void report(Scale scale, Pinning pinning, List<String> names, Results results) throws IOException {
        List<Column> columns = Stream.concat(
                        Columns.fixed().stream(), scale.rates().stream().map(Columns::atRate))
                .toList();
        List<String> shownAgainst = against.stream().filter(names::contains).toList();
        String text = Machine.describe(pinning) + ".\n\nMedians; rounds: " + rounds + "; " + scale.describe() + "\n\n"
                + new Tables(names, shownAgainst, columns).markdown(results);
        System.out.println(text.strip());
        if (write != null) {
            String plot = Plot.svg(names.stream()
                    .map(name -> new Plot.Line(name, points(name, scale, results)))
                    .toList());
            new Page(write).write(text, plot);
            System.err.println("written to " + write);
        }
    }

    private static List<Plot.Point> points(String name, Scale scale, Results results) {
        List<Plot.Point> points = new ArrayList<>();
        point(results, name, Columns.FLAT_RATE, Columns.FLAT_PER_CPU).ifPresent(points::add);
        for (int rate : scale.rates()) {
            point(results, name, Columns.reached(rate), Columns.atRate(rate)).ifPresent(points::add);
        }
        return points;
    }

    private static Optional<Plot.Point> point(Results results, String name, Column rate, Column perCpuSecond) {
        double x = results.median(name, rate).orElse(0);
        double y = results.median(name, perCpuSecond).orElse(0);
        return x > 0 && y > 0 ? Optional.of(new Plot.Point(x, y)) : Optional.empty();
    }
}
