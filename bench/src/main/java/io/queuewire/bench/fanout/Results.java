package io.queuewire.bench.fanout;

import io.queuewire.bench.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All figures of all rounds, of which medians are told. For one thread. */
final class Results {

    private record Cell(String server, Column column) {}

    private final Map<Cell, List<Double>> valuesByCell = new LinkedHashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    void add(String server, Column column, double value) {
        valuesByCell
                .computeIfAbsent(new Cell(server, column), cell -> new ArrayList<>())
                .add(value);
    }

    /** What readers of the figures have to know; said once, however often it happens. */
    void remark(String text) {
        remarks.add(text);
    }

    /** Takes over all that another one has. */
    void add(Results other) {
        other.valuesByCell.forEach((cell, values) -> values.forEach(value -> add(cell.server(), cell.column(), value)));
        remarkAll(other);
    }

    /** Takes over what another one remarks, without its figures. */
    void remarkAll(Results other) {
        remarks.addAll(other.remarks);
    }

    /** Every median in a few words, in the order of their coming, then what is to be remarked. */
    String inWords() {
        Stream<String> figures = valuesByCell.entrySet().stream()
                .map(entry -> entry.getKey().column().title() + " "
                        + entry.getKey().column().text(Median.of(entry.getValue(), Double::doubleValue)));
        return Stream.concat(figures, remarks.stream()).collect(Collectors.joining("; "));
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    OptionalDouble median(String server, Column column) {
        List<Double> values = valuesByCell.getOrDefault(new Cell(server, column), List.of());
        return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(values, Double::doubleValue));
    }

    /** A server's median divided by another one's, if both are there. */
    OptionalDouble ratio(String server, String other, Column column) {
        OptionalDouble own = median(server, column);
        OptionalDouble others = median(other, column);
        return own.isPresent() && others.isPresent() && others.getAsDouble() != 0
                ? OptionalDouble.of(own.getAsDouble() / others.getAsDouble())
                : OptionalDouble.empty();
    }
}
