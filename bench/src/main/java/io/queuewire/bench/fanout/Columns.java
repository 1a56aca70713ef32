package io.queuewire.bench.fanout;

import java.util.List;

/** What is measured, in the order of the tables. */
final class Columns {

    static final Column FLAT_PER_CPU = new Column(Sheet.FLAT, "deliveries per CPU second", "%,.0f", true);
    static final Column FLAT_RATE = new Column(Sheet.FLAT, "messages a second", "%,.0f", false);
    static final Column FLAT_KIT = new Column(Sheet.FLAT, "load's CPU / server's CPU", "%.2f", false);

    static final Column PACED_PER_CPU = new Column(Sheet.PACED, "deliveries per CPU second", "%,.0f", true);
    static final Column PACED_WITH_PACKETS = new Column(Sheet.PACED, "the same, ksoftirqd included", "%,.0f", true);
    static final Column PACED_P50 = new Column(Sheet.PACED, "p50, ms", "%.2f", true);
    static final Column PACED_P99 = new Column(Sheet.PACED, "p99, ms", "%.2f", true);

    static final Column IDLE_RESIDENT = new Column(Sheet.IDLE, "KiB resident per connection", "%.1f", true);
    static final Column IDLE_HEAP = new Column(Sheet.IDLE, "KiB live heap per connection", "%.1f", true);
    static final Column IDLE_CPU = new Column(Sheet.IDLE, "% of a core", "%.2f", false);
    static final Column IDLE_PEAK = new Column(Sheet.IDLE, "heartbeats, busiest / mean second", "%.1f", false);

    static final Column STORM_SECONDS = new Column(Sheet.STORM, "s until all are back", "%.2f", false);
    static final Column STORM_PER_CPU = new Column(Sheet.STORM, "connects per CPU second", "%,.0f", true);
    static final Column STORM_P99 = new Column(Sheet.STORM, "p99 of those who stayed, ms", "%.1f", false);
    static final Column STORM_KIT = new Column(Sheet.STORM, "their kit at most behind, ms", "%.1f", false);

    static final Column SLOW_WITHOUT = new Column(Sheet.SLOW, "p99 without, ms", "%.2f", false);
    static final Column SLOW_WITH = new Column(Sheet.SLOW, "p99 with, ms", "%.2f", false);
    static final Column SLOW_EFFECT = new Column(Sheet.SLOW, "with / without", "%.2f", false);

    private Columns() {}

    /** Those that do not depend on what rates are asked for. */
    static List<Column> fixed() {
        return List.of(
                FLAT_PER_CPU,
                FLAT_RATE,
                FLAT_KIT,
                PACED_PER_CPU,
                PACED_WITH_PACKETS,
                PACED_P50,
                PACED_P99,
                IDLE_RESIDENT,
                IDLE_HEAP,
                IDLE_CPU,
                IDLE_PEAK,
                STORM_SECONDS,
                STORM_PER_CPU,
                STORM_P99,
                STORM_KIT,
                SLOW_WITHOUT,
                SLOW_WITH,
                SLOW_EFFECT);
    }

    static Column atRate(int perSecond) {
        return new Column(Sheet.RATES, Integer.toString(perSecond), "%,.0f", false);
    }

    /** The rate that a server came to when so much was asked for: where the plot has its point. */
    static Column reached(int perSecond) {
        return new Column(Sheet.RATES, "reached of " + perSecond, "%,.0f", false);
    }
}
