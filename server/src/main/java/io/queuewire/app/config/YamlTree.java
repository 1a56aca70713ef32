package io.queuewire.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns the nodes of a file into entries: {@code queue: {wait: 5s}} and {@code queue.wait: 5s} say the same. A key without
 * a value says nothing.
 */
final class YamlTree {

    private final Path file;
    private final LayerDraft layer;

    YamlTree(Path file, LayerDraft layer) {
        this.file = file;
        this.layer = layer;
    }

    void read(Node root) {
        if (root instanceof MappingNode mapping) {
            readMapping("", mapping);
        } else if (!isNull(root)) {
            layer.mistake("YAML", "", origin(root), "a mapping of keys to values");
        }
    }

    /** Reads a file of nothing but routing rules: a list, or that list as the value of its key. */
    void readRoutes(Node root) {
        if (root instanceof SequenceNode list) {
            layer.put(ConfigKeys.ROUTES, new GivenValue.Rules(new RouteNodes(file, layer).read(list)), origin(root));
        } else if (root instanceof MappingNode mapping
                && mapping.getValue().size() == 1
                && mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key
                && key.getValue().equals(ConfigKeys.ROUTES.name())
                && mapping.getValue().getFirst().getValueNode() instanceof SequenceNode) {
            readMapping("", mapping);
        } else {
            layer.mistake(ConfigKeys.ROUTES_FILE.name(), "", origin(root), "a list of rules, or routes: and that list");
        }
    }

    private void readMapping(String prefix, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                readMember(prefix + key.getValue(), key, tuple.getValueNode());
            } else {
                layer.mistake("YAML", "", origin(tuple.getKeyNode()), "a key that is a text");
            }
        }
    }

    private void readMember(String name, ScalarNode key, Node value) {
        if (value instanceof MappingNode mapping) {
            readMapping(name + ".", mapping);
        } else if (value instanceof SequenceNode list && name.equals(ConfigKeys.ROUTES.name())) {
            put(name, new GivenValue.Rules(new RouteNodes(file, layer).read(list)), origin(key));
        } else if (!isNull(value)) {
            given(value)
                    .ifPresentOrElse(
                            given -> put(name, given, origin(key)),
                            () -> layer.mistake(name, "", origin(value), "a text or a list of texts"));
        }
    }

    private void put(String name, GivenValue value, Origin origin) {
        ConfigKeys.named(name)
                .ifPresentOrElse(
                        known -> layer.putOnce(known, value, origin),
                        () -> layer.unknown(name, value, origin, ConfigKey::name));
    }

    private static Optional<GivenValue> given(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(new GivenValue.Scalar(scalar.getValue()));
        }
        if (!(node instanceof SequenceNode sequence)) {
            return Optional.empty();
        }
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                return Optional.empty();
            }
            items.add(scalar.getValue());
        }
        return Optional.of(new GivenValue.Sequence(items));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private Origin origin(Node node) {
        return Origin.file(file, YamlFile.line(node.getStartMark()));
    }
}
