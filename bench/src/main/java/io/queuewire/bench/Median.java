package io.queuewire.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of what was measured in several rounds. */
public final class Median {

    private Median() {}

    /** Of at least one round. */
    public static <T> double of(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
