package io.queuewire.load;

import org.HdrHistogram.Histogram;

/** Percentiles of latencies, in microseconds; all are 0 when there are none. */
public record Latencies(long count, long p50, long p90, long p99, long p999, long max) {

    static Latencies of(Histogram histogram) {
        return new Latencies(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
