package io.queuewire.bench.intake;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one drain of the queue came to.
 *
 * @param messagesPerSecond from the start until the last message had arrived
 * @param processorSeconds for each 1,000 messages, deletes included
 */
record Figure(double messagesPerSecond, double processorSeconds) {

    static Figure median(List<Figure> figures) {
        return new Figure(median(figures, Figure::messagesPerSecond), median(figures, Figure::processorSeconds));
    }

    private static double median(List<Figure> figures, ToDoubleFunction<Figure> value) {
        double[] sorted = figures.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%,7.0f messages/s  %.3f CPU s per 1,000", messagesPerSecond, processorSeconds);
    }
}
