package io.queuewire.app.config;

import io.queuewire.intake.RouteField;
import io.queuewire.intake.RoutingRule;
import io.queuewire.intake.RoutingRule.Condition;
import io.queuewire.intake.Source;
import io.queuewire.json.JsonPointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns a list of nodes into routing rules. Every mistake goes to the layer with its own line; what is returned then lacks
 * the parts that were wrong.
 */
final class RouteNodes {

    private static final String PLACE = "{attribute: NAME} or {pointer: /PATH}";
    private static final String FIELDS =
            Arrays.stream(RouteField.values()).map(RouteField::label).collect(Collectors.joining(", "));

    private final Path file;
    private final LayerDraft layer;

    RouteNodes(Path file, LayerDraft layer) {
        this.file = file;
        this.layer = layer;
    }

    /** Reads the list of rules; a rule without a name is called by its number, counted from 1. */
    List<RoutingRule> read(SequenceNode list) {
        List<RoutingRule> rules = new ArrayList<>();
        for (Node node : list.getValue()) {
            rules.add(rule(Integer.toString(rules.size() + 1), node));
        }
        return rules;
    }

    private RoutingRule rule(String number, Node node) {
        String where = "route " + number;
        Map<String, Node> parts = members(where, node, Set.of("name", "match", "set"), "a rule: name, match and set");
        String name = Optional.ofNullable(parts.get("name"))
                .flatMap(given -> text(where + " name", given))
                .orElse(number);
        if (node instanceof MappingNode && !parts.containsKey("set")) {
            mistake(where, "", node, "set, with any of " + FIELDS + "; {} leaves a message as it is");
        }
        return new RoutingRule(
                name,
                Optional.ofNullable(parts.get("match"))
                        .map(match -> conditions(where + " match", match))
                        .orElse(List.of()),
                Optional.ofNullable(parts.get("set"))
                        .map(set -> values(where + " set", set))
                        .orElse(Map.of()));
    }

    private List<Condition> conditions(String where, Node node) {
        List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        return nodes.stream()
                .flatMap(condition -> condition(where, condition).stream())
                .toList();
    }

    private Optional<Condition> condition(String where, Node node) {
        Map<String, Node> parts = members(
                where,
                node,
                Set.of("attribute", "pointer", "equals"),
                PLACE + ", with equals: TEXT or, without it, whatever is there");
        Optional<String> constant =
                Optional.ofNullable(parts.get("equals")).flatMap(given -> text(where + " equals", given));
        return node instanceof MappingNode
                ? place(where, node, parts).map(place -> new Condition(place, constant))
                : Optional.empty();
    }

    private Map<RouteField, Source> values(String where, Node node) {
        Map<RouteField, Source> values = new EnumMap<>(RouteField.class);
        Set<String> names =
                Arrays.stream(RouteField.values()).map(RouteField::label).collect(Collectors.toUnmodifiableSet());
        members(where, node, names, "a mapping with any of " + FIELDS).forEach((name, value) -> {
            RouteField field = RouteField.named(name).orElseThrow();
            source(where + "." + name, field, value).ifPresent(source -> values.put(field, source));
        });
        return values;
    }

    private Optional<Source> source(String where, RouteField field, Node node) {
        if (node instanceof MappingNode) {
            return place(where, node, members(where, node, Set.of("attribute", "pointer"), PLACE))
                    .map(place -> place);
        }
        Optional<String> constant = constant(node);
        if (constant.isEmpty()) {
            mistake(where, "", node, "a text, " + PLACE);
            return Optional.empty();
        }
        Optional<String> expected = field.expectation(constant.get());
        expected.ifPresent(expectation -> mistake(where, constant.get(), node, expectation));
        return expected.isPresent() ? Optional.empty() : constant.map(Source.Constant::new);
    }

    /** A text, or a list of them with commas in between. */
    private static Optional<String> constant(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            return scalar(node);
        }
        List<String> items = sequence.getValue().stream()
                .flatMap(item -> scalar(item).stream())
                .toList();
        return items.size() == sequence.getValue().size() ? Optional.of(String.join(",", items)) : Optional.empty();
    }

    private Optional<Source.Place> place(String where, Node node, Map<String, Node> parts) {
        Node attribute = parts.get("attribute");
        Node pointer = parts.get("pointer");
        if ((attribute == null) == (pointer == null)) {
            mistake(where, "", node, "either " + PLACE);
            return Optional.empty();
        }
        return attribute != null
                ? text(where + " attribute", attribute).map(Source.Attribute::new)
                : pointer(where + " pointer", pointer).map(Source.Pointer::new);
    }

    private Optional<JsonPointer> pointer(String where, Node node) {
        Optional<String> text = scalar(node);
        Optional<JsonPointer> pointer = text.flatMap(JsonPointer::parse);
        if (pointer.isEmpty()) {
            mistake(where, text.orElse(""), node, JsonPointer.EXPECTED);
        }
        return pointer;
    }

    /** A text that says something; an empty one can be compared with, so that it takes quotes to say it. */
    private Optional<String> text(String where, Node node) {
        Optional<String> text = scalar(node);
        if (text.isEmpty() || (text.get().isEmpty() && !where.endsWith(" equals"))) {
            mistake(where, text.orElse(""), node, "a text");
            return Optional.empty();
        }
        return text;
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** The members of a mapping by name, with a mistake for each that has no business there. */
    private Map<String, Node> members(String where, Node node, Set<String> allowed, String expected) {
        Map<String, Node> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            mistake(where, scalar(node).orElse(""), node, expected);
            return members;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = scalar(tuple.getKeyNode()).orElse("");
            if (!allowed.contains(name)) {
                mistake(where, name, tuple.getKeyNode(), expected);
            } else if (members.putIfAbsent(name, tuple.getValueNode()) != null) {
                mistake(where, name, tuple.getKeyNode(), "each name once");
            }
        }
        return members;
    }

    private void mistake(String where, String value, Node node, String expected) {
        layer.mistake(where, value, Origin.file(file, YamlFile.line(node.getStartMark())), expected);
    }
}
