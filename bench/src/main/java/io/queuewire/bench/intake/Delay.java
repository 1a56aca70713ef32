package io.queuewire.bench.intake;

import io.queuewire.bench.Median;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one round of messages came to, from just before the send to the arrival at each client.
 *
 * @param middle half of the arrivals took at most so many milliseconds
 * @param tail 99 % of them did
 * @param processorSeconds for each 1,000 messages
 */
record Delay(double middle, double tail, double processorSeconds) {

    static Delay of(long[] nanos, double processorSeconds) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Delay(percentile(sorted, 50), percentile(sorted, 99), processorSeconds);
    }

    static Delay median(List<Delay> rounds) {
        return new Delay(
                Median.of(rounds, Delay::middle),
                Median.of(rounds, Delay::tail),
                Median.of(rounds, Delay::processorSeconds));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %5.1f ms  p99 %5.1f ms  %.2f CPU s per 1,000", middle, tail, processorSeconds);
    }
}
