package io.queuewire.bench.fanout;

import io.queuewire.load.LoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures all servers by turns, so that a machine that is slow for a while is slow for all of them; says how far it is. */
final class Rounds {

    private final List<Contender> contenders;
    private final List<Measure> measures;
    private final Pinning pinning;
    private final Path logs;
    private final long begin = System.nanoTime();

    Rounds(List<Contender> contenders, List<Measure> measures, Pinning pinning, Path logs) {
        this.contenders = new ArrayList<>(contenders);
        this.measures = List.copyOf(measures);
        this.pinning = pinning;
        this.logs = logs;
    }

    /** Takes every measure so many times. Servers that stay go through one round more, the first, which only warms them up. */
    Results run(int rounds) throws InterruptedException {
        Results results = new Results();
        long droppedBefore = Drops.count();
        List<Measure> onThoseThatStay =
                measures.stream().filter(Measure::onServersThatStay).toList();
        if (!onThoseThatStay.isEmpty()) {
            try (Servers servers = Servers.thatStay(pinning, logs)) {
                results.remarkAll(round("warm-up", onThoseThatStay, servers));
                for (int round = 1; round <= rounds; round++) {
                    results.add(round("round " + round + " of " + rounds, onThoseThatStay, servers));
                }
            }
        }
        List<Measure> onFreshOnes = measures.stream()
                .filter(measure -> !measure.onServersThatStay())
                .toList();
        try (Servers servers = Servers.thatAreFresh(pinning, logs)) {
            for (int round = 1; round <= rounds; round++) {
                results.add(round("round " + round + " of " + rounds, onFreshOnes, servers));
            }
        }
        long dropped = Drops.count() - droppedBefore;
        if (dropped > 0) {
            results.remark(
                    "The kernel dropped " + dropped
                            + " packets for want of a processor (net.core.netdev_max_backlog): latencies of 200 ms may be TCP's.");
        }
        return results;
    }

    private Results round(String name, List<Measure> measures, Servers servers) throws InterruptedException {
        Results results = new Results();
        for (Measure measure : measures) {
            for (Contender contender : List.copyOf(contenders)) {
                long seconds = (System.nanoTime() - begin) / 1_000_000_000;
                System.err.printf("%5d s  %s  %-15s %s%n", seconds, name, measure.title(), contender.name());
                Results figures = visit(contender, measure, servers);
                // Whoever breaks off has at least read them.
                System.err.println("         " + figures.inWords());
                results.add(figures);
            }
        }
        return results;
    }

    private Results visit(Contender contender, Measure measure, Servers servers) throws InterruptedException {
        Results figures = new Results();
        try {
            servers.visit(contender, server -> take(measure, server, figures));
        } catch (IOException e) {
            figures.remark(contender.name() + " is left out: " + e.getMessage());
            // There is no point in starting it again.
            contenders.remove(contender);
        }
        return figures;
    }

    private static void take(Measure measure, ServerProgram server, Results figures) throws InterruptedException {
        try {
            measure.take(server, figures);
        } catch (IOException | UncheckedIOException | LoadException e) {
            figures.remark(server.contender().name() + ", " + measure.title() + ": not measured, " + e.getMessage());
        }
    }
}
