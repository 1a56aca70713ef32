package io.queuewire.load;

import java.time.Duration;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report for people: one line for each thing. */
public final class LoadTable {

    private static final double MILLIS = 1_000.0;
    private static final double MEBIBYTES = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private final Formatter lines = new Formatter(text, Locale.ROOT);

    private LoadTable() {}

    /** Several lines, each with its line break. */
    public static String of(LoadReport report) {
        LoadTable table = new LoadTable();
        table.connections(report);
        table.messages(report);
        report.server().ifPresent(server -> table.server(report, server));
        table.kit(report.effort());
        return table.text.toString();
    }

    private void connections(LoadReport report) {
        LoadReport.Connecting connecting = report.connecting();
        LoadPlan plan = report.plan();
        lines.format("scenario       %s, %s%n", plan.scenario().key(), plan.protocol());
        lines.format(
                "connected      %,d of %,d in %.2f s: %,d/s%n",
                connecting.connected(), plan.crowd().clients(), seconds(connecting.duration()), connecting.perSecond());
        report.flow().back().ifPresent(back -> lines.format("all back       after %.2f s%n", seconds(back.duration())));
        if (report.counts().connects() > connecting.connected()) {
            lines.format("connects       %,d in all%n", report.counts().connects());
        }
        reasons("not connected", report.counts().connectFailures());
        reasons("disconnected", report.counts().disconnects());
        if (plan.scenario() instanceof Scenario.Slow) {
            lines.format("slow, cut      %,d%n", report.counts().cutWhileSlow());
        }
    }

    private void messages(LoadReport report) {
        Counts counts = report.counts();
        Publication publication = report.publication();
        Optional<LoadSource> source = report.plan().source();
        source.ifPresent(asked -> lines.format(
                "published      %,d: %,d/s of %,d/s%n",
                publication.published(),
                LoadRun.perSecond(
                        publication.published(), report.plan().length().whole()),
                asked.perSecond()));
        if (publication.failed() > 0) {
            lines.format("not published  %,d, the last: %s%n", publication.failed(), tame(publication.lastFailure()));
        }
        lines.format(
                "received       %,d in %.2f s: %,d/s%n",
                report.flow().received(),
                seconds(report.flow().duration()),
                report.flow().perSecond());
        lines.format("bytes          %.1f MiB%n", counts.bytes() / MEBIBYTES);
        if (source.isPresent() || counts.numbered() > 0) {
            lines.format("lost           %,d%n", counts.lost());
            lines.format("duplicates     %,d%n", counts.duplicates());
            lines.format("out of order   %,d%n", counts.disordered());
        }
        Latencies latencies = report.latencies();
        if (latencies.count() > 0) {
            lines.format(
                    "latency, ms    p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f%n",
                    latencies.p50() / MILLIS,
                    latencies.p90() / MILLIS,
                    latencies.p99() / MILLIS,
                    latencies.p999() / MILLIS,
                    latencies.max() / MILLIS);
        }
    }

    private void server(LoadReport report, LoadReport.Server server) {
        lines.format(
                "the server     %.2f s of CPU: %,d received per CPU second%n",
                seconds(server.flow()), LoadRun.perSecond(report.flow().received(), server.flow()));
        lines.format(
                "its memory     %.1f MiB before, %.1f MiB after%n",
                server.residentBefore() / MEBIBYTES, server.residentAfter() / MEBIBYTES);
    }

    private void kit(LoadReport.Effort effort) {
        lines.format(
                "this kit       %.2f s of CPU, at most %d ms behind%n",
                seconds(effort.cpu()), effort.lag().toMillis());
    }

    private void reasons(String name, Map<String, Long> counts) {
        new TreeMap<>(counts).forEach((reason, count) -> lines.format("%-14s %,d: %s%n", name, count, tame(reason)));
    }

    /** A server chose some of the words: they must not steer a terminal. */
    private static String tame(String words) {
        return words.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]", " ");
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }
}
