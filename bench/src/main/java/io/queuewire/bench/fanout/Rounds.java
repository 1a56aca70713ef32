package io.queuewire.bench.fanout;

import io.queuewire.load.LoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures all servers by turns, each time with a fresh process, and says how far it is. */
record Rounds(List<Contender> contenders, List<Measure> measures, Pinning pinning, Path logs) {

    Results run(int rounds) throws InterruptedException {
        Results results = new Results();
        List<Contender> there = new ArrayList<>(contenders);
        long begin = System.nanoTime();
        long droppedBefore = Drops.count();
        for (int round = 1; round <= rounds; round++) {
            for (Measure measure : measures) {
                for (Contender contender : List.copyOf(there)) {
                    System.err.printf(
                            "%5d s  round %d of %d  %-7s %s%n",
                            (System.nanoTime() - begin) / 1_000_000_000,
                            round,
                            rounds,
                            measure.key(),
                            contender.name());
                    if (!visit(contender, measure, results)) {
                        there.remove(contender);
                    }
                }
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

    /** False when the server does not start; there is no point in trying that again. */
    private boolean visit(Contender contender, Measure measure, Results results) throws InterruptedException {
        Results figures = new Results();
        boolean started = visited(contender, measure, figures);
        // Whoever breaks off has at least read them.
        System.err.println("         " + figures.inWords());
        results.add(figures);
        return started;
    }

    private boolean visited(Contender contender, Measure measure, Results figures) throws InterruptedException {
        try (ServerProgram server = ServerProgram.start(contender, pinning, logs)) {
            measured(server, measure, figures);
            return true;
        } catch (IOException e) {
            figures.remark(contender.name() + " is left out: " + e.getMessage());
            return false;
        }
    }

    private static void measured(ServerProgram server, Measure measure, Results figures) throws InterruptedException {
        try {
            measure.take(server, figures);
        } catch (IOException | UncheckedIOException | LoadException e) {
            figures.remark(server.contender().name() + ", " + measure.key() + ": not measured, " + e.getMessage());
        }
    }
}
