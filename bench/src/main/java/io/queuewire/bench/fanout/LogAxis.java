package io.queuewire.bench.fanout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic axis with marks at 1, 2 and 5 of every power of ten.
 *
 * @param low the first mark
 * @param high the last mark, above the first one
 */
record LogAxis(double low, double high) {

    private static final double[] STEPS = {1, 2, 5};
    private static final int THOUSAND = 1_000;
    private static final int MILLION = 1_000_000;

    /** The shortest axis that has room for some values, all above 0. */
    static LogAxis of(List<Double> values) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        double low = marks(least, most).filter(mark -> mark <= least).max().orElse(least);
        double high = marks(least, most)
                .filter(mark -> mark >= most && mark > low)
                .min()
                .orElse(most);
        return new LogAxis(low, high);
    }

    private static DoubleStream marks(double least, double most) {
        int first = (int) Math.floor(Math.log10(least));
        int last = (int) Math.ceil(Math.log10(most)) + 1;
        return IntStream.rangeClosed(first, last)
                .boxed()
                .flatMapToDouble(power -> Arrays.stream(STEPS).map(step -> step * Math.pow(10, power)));
    }

    /** From 0 for the first mark to 1 for the last one. */
    double place(double value) {
        return Math.log(value / low) / Math.log(high / low);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        marks(low, high).filter(mark -> mark >= low && mark <= high).forEach(ticks::add);
        return ticks;
    }

    /** Such as 50, 20k or 1M. */
    static String label(double value) {
        if (value >= MILLION) {
            return plain(value / MILLION) + "M";
        }
        return value >= THOUSAND ? plain(value / THOUSAND) + "k" : plain(value);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
