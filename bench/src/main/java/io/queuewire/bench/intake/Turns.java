package io.queuewire.bench.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures several by turns, so that a machine that is slow for a while is slow for all of them; prints as it goes.
 *
 * @param warmUp rounds that do not count, because a JVM compiles long
 * @param rounds that count
 */
record Turns(int warmUp, int rounds) {

    /** Measures one of them once. */
    @FunctionalInterface
    interface Turn<T, R> {
        R measure(T one) throws IOException, InterruptedException;
    }

    /** What counted, by name and in the order of the turns. */
    <T, R> Map<String, List<R>> take(List<T> all, Function<T, String> name, Turn<T, R> turn)
            throws IOException, InterruptedException {
        Map<String, List<R>> results = new LinkedHashMap<>();
        for (int round = 1 - warmUp; round <= rounds; round++) {
            System.out.println(round <= 0 ? "  warm-up " + (round + warmUp) : "  round " + round);
            for (T one : all) {
                R result = turn.measure(one);
                System.out.printf(Locale.ROOT, "    %-5s %s%n", name.apply(one), result);
                if (round > 0) {
                    results.computeIfAbsent(name.apply(one), first -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        return results;
    }
}
