package io.queuewire.intake;

import io.queuewire.json.RawJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes by the first rule that matches: what the rule says takes the place of what the message says in its attributes, and
 * the rest is routed as if there were no rules.
 *
 * <p>A value that a rule wants and the message does not have makes the message invalid. Leaving the field out instead would
 * show everyone what was meant for one room.
 */
record RuleRouter(List<RoutingRule> rules, Router attributes) implements Router {

    RuleRouter {
        rules = List.copyOf(rules);
    }

    @Override
    public Route route(Content content) throws InvalidMessageException {
        for (RoutingRule rule : rules) {
            if (rule.conditions().stream().allMatch(condition -> holds(condition, content))) {
                return route(content, rule);
            }
        }
        return attributes.route(content);
    }

    private static boolean holds(RoutingRule.Condition condition, Content content) {
        Optional<FoundValue> found = FoundValue.at(condition.place(), content);
        return condition.constant().isEmpty()
                ? found.isPresent()
                : found.flatMap(FoundValue::text).equals(condition.constant());
    }

    private Route route(Content content, RoutingRule rule) throws InvalidMessageException {
        try {
            Map<String, AttributeValue> said = new HashMap<>(content.attributes());
            for (Map.Entry<RouteField, Source> entry : rule.values().entrySet()) {
                RouteField field = entry.getKey();
                said.put(field.label(), AttributeValue.Text.of(value(field, entry.getValue(), content)));
            }
            return attributes.route(new Content(content.data(), said)).by(rule);
        } catch (InvalidMessageException e) {
            throw new InvalidMessageException("route '" + rule.name() + "': " + e.reason());
        }
    }

    private static String value(RouteField field, Source source, Content content) throws InvalidMessageException {
        return switch (source) {
            case Source.Constant(String text) -> text;
            case Source.Place place -> {
                Optional<FoundValue> found = FoundValue.at(place, content);
                if (found.isEmpty()) {
                    throw new InvalidMessageException(field.label() + " from " + place + " finds nothing");
                }
                yield value(field, place, found.get());
            }
        };
    }

    private static String value(RouteField field, Source.Place place, FoundValue found) throws InvalidMessageException {
        if (found instanceof FoundValue.OfPayload(RawJson value) && field.isList()) {
            return names(field, place, value);
        }
        Optional<String> text = found.text();
        if (text.isEmpty()) {
            throw new InvalidMessageException(field.label() + " from " + place + ": expected "
                    + (found instanceof FoundValue.OfAttribute ? "text, not binary" : "a string or a number"));
        }
        return text.get();
    }

    /**
     * One name or an array of them. A comma inside a name is refused: attributes have it between names, and data must not
     * be able to widen an audience.
     */
    private static String names(RouteField field, Source.Place place, RawJson value) throws InvalidMessageException {
        List<String> names = new ArrayList<>();
        for (RawJson element : value.isArray() ? value.elements() : List.of(value)) {
            String name = new FoundValue.OfPayload(element).text().orElse("");
            if (name.isBlank() || name.indexOf(',') >= 0 || element.equals(RawJson.NULL)) {
                throw new InvalidMessageException(field.label() + " from " + place
                        + ": expected a name without commas, or an array of such names");
            }
            names.add(name);
        }
        return String.join(",", names);
    }
}
