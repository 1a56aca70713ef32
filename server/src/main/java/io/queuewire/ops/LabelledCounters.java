package io.queuewire.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A family of counters that differ by their labels, never more than {@value #MOST_SERIES}: when the family is nearly full,
 * a new first label is counted as {@code other}, and when it is full so are all labels. Safe for any thread.
 */
final class LabelledCounters {

    static final int MOST_SERIES = 200;
    static final String OTHER = "other";

    /** Left for {@code other} with each value of the further labels. */
    private static final int RESERVED = 20;

    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final List<String> labels;
    private final Map<List<String>, Counter> countersByLabelValues = new ConcurrentHashMap<>();

    LabelledCounters(MeterRegistry registry, String name, String description, String... labels) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.labels = List.of(labels);
    }

    /** The counter for these values, one for each label, or the one that stands for them. */
    Counter of(String... labelValues) {
        List<String> values = List.of(labelValues);
        Counter counter = countersByLabelValues.get(values);
        return counter != null ? counter : admit(values);
    }

    private synchronized Counter admit(List<String> values) {
        List<String> withoutFirst = new ArrayList<>(values);
        withoutFirst.set(0, OTHER);
        if (countersByLabelValues.containsKey(values) || countersByLabelValues.size() < MOST_SERIES - RESERVED) {
            return counter(values);
        }
        if (countersByLabelValues.containsKey(withoutFirst) || countersByLabelValues.size() < MOST_SERIES - 1) {
            return counter(List.copyOf(withoutFirst));
        }
        return counter(Collections.nCopies(labels.size(), OTHER));
    }

    private Counter counter(List<String> values) {
        return countersByLabelValues.computeIfAbsent(
                List.copyOf(values),
                key -> Counter.builder(name)
                        .description(description)
                        .tags(Tags.of(IntStream.range(0, labels.size())
                                .mapToObj(i -> Tag.of(labels.get(i), key.get(i)))
                                .toList()))
                        .register(registry));
    }
}
