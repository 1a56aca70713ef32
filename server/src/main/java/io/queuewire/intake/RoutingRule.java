package io.queuewire.intake;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator says about messages whose producers do not say it.
 *
 * @param name for people
 * @param conditions all of which a message has to meet; without any, every message does
 * @param values what the message counts as saying instead of what it says itself
 */
public record RoutingRule(String name, List<Condition> conditions, Map<RouteField, Source> values) {

    /**
     * Something that a message has.
     *
     * @param place where to look
     * @param constant what has to stand there; when empty, anything but JSON null
     */
    public record Condition(Source.Place place, Optional<String> constant) {}

    public RoutingRule {
        conditions = List.copyOf(conditions);
        // In the order of the fields, so that of several faults in a message it is always the same that is told.
        EnumMap<RouteField, Source> sorted = new EnumMap<>(RouteField.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
        values.forEach((field, source) -> {
            if (source instanceof Source.Constant(String text)) {
                field.expectation(text).ifPresent(expected -> {
                    throw new IllegalArgumentException(field.label() + " '" + text + "': expected " + expected);
                });
            }
        });
    }
}
