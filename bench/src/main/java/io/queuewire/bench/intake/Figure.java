package io.queuewire.bench.intake;

import io.queuewire.bench.Median;
import java.util.List;
import java.util.Locale;

/**
 * What one drain of the queue came to.
 *
 * @param messagesPerSecond from the start until the last message had arrived
 * @param processorSeconds for each 1,000 messages, deletes included
 */
record Figure(double messagesPerSecond, double processorSeconds) {

    static Figure median(List<Figure> rounds) {
        return new Figure(Median.of(rounds, Figure::messagesPerSecond), Median.of(rounds, Figure::processorSeconds));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%,7.0f messages/s  %.3f CPU s per 1,000", messagesPerSecond, processorSeconds);
    }
}
