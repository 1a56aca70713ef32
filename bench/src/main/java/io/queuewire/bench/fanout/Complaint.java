package io.queuewire.bench.fanout;

import io.queuewire.load.Counts;
import io.queuewire.load.LoadReport;
import java.util.ArrayList;
import java.util.List;

/** What was wrong with a run, in one line. */
final class Complaint {

    private Complaint() {}

    static String of(LoadReport report) {
        Counts counts = report.counts();
        List<String> parts = new ArrayList<>();
        add(parts, counts.lost(), "lost");
        add(parts, counts.duplicates(), "doubled");
        add(parts, counts.disordered(), "out of order");
        counts.connectFailures().forEach((reason, count) -> add(parts, count, "not connected (" + reason + ")"));
        counts.disconnects().forEach((reason, count) -> add(parts, count, "cut (" + reason + ")"));
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
