package io.queuewire.app.config;

import io.queuewire.intake.RouteField;
import io.queuewire.intake.RoutingRule;
import io.queuewire.intake.RoutingRule.Condition;
import io.queuewire.intake.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes routing rules on one line, as YAML that reads as the same rules. */
final class RouteText {

    private RouteText() {}

    static String of(List<RoutingRule> rules) {
        return rules.stream().map(RouteText::rule).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String rule(RoutingRule rule) {
        String match = rule.conditions().stream().map(RouteText::condition).collect(Collectors.joining(", ", "[", "]"));
        return "{name: " + YamlText.scalar(rule.name()) + ", match: " + match + ", set: " + values(rule.values()) + "}";
    }

    private static String condition(Condition condition) {
        return "{" + place(condition.place())
                + condition
                        .constant()
                        .map(text -> ", equals: " + YamlText.scalar(text))
                        .orElse("") + "}";
    }

    private static String values(Map<RouteField, Source> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey().label() + ": " + source(value.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String source(Source source) {
        return switch (source) {
            case Source.Constant(String text) -> YamlText.scalar(text);
            case Source.Place place -> "{" + place(place) + "}";
        };
    }

    private static String place(Source.Place place) {
        return switch (place) {
            case Source.Attribute(String name) -> "attribute: " + YamlText.scalar(name);
            case Source.Pointer pointer ->
                "pointer: " + YamlText.scalar(pointer.path().toString());
        };
    }
}
