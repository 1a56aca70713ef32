package io.queuewire.app.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The layer of a YAML file. The file is read as a tree of texts and never made into objects, so that a value keeps the
 * form in which it was written and its line, and a file can do no more than name keys.
 */
final class YamlFile {

    private static final int LARGEST_FILE = 1 << 20;

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param path where it is
     * @param shown its name in messages, as its user knows it
     */
    static Layer read(Path path, Path shown) {
        return read(path, shown, "--config", Origin.CONFIG_OPTION, YamlTree::read);
    }

    /**
     * Reads a file of routing rules.
     *
     * @param path where it is
     * @param shown its name in messages, as its user knows it
     * @param named where it was named
     */
    static Layer readRoutes(Path path, Path shown, Origin named) {
        return read(path, shown, ConfigKeys.ROUTES_FILE.name(), named, YamlTree::readRoutes);
    }

    private static Layer read(Path path, Path shown, String key, Origin named, BiConsumer<YamlTree, Node> reading) {
        LayerDraft layer = new LayerDraft();
        try {
            compose(text(path), shown).ifPresent(root -> reading.accept(new YamlTree(shown, layer), root));
        } catch (MarkedYamlEngineException e) {
            layer.mistake("YAML", "", Origin.file(shown, line(e.getProblemMark())), "valid YAML: " + problem(e));
        } catch (YamlEngineException e) {
            layer.mistake("YAML", "", new Origin(shown.toString()), "plain YAML: " + e.getMessage());
        } catch (CharacterCodingException e) {
            layer.mistake(key, shown.toString(), named, "a file in UTF-8");
        } catch (IOException e) {
            layer.mistake(key, shown.toString(), named, "a readable file of at most 1 MiB");
        }
        return layer.finish();
    }

    private static String text(Path path) throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) > LARGEST_FILE) {
            throw new IOException("not a file, or too large");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                .toString();
    }

    private static Optional<Node> compose(String text, Path shown) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(shown.toString())
                // The schema in which also ~ and Null are no value.
                .setSchema(new CoreSchema())
                // A collection that is an alias could contain itself, or unfold without end.
                .setMaxAliasesForCollections(0)
                .build();
        return new Compose(settings).composeString(text);
    }

    /** The problem without the library's excerpt of the file, which could show a secret. */
    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
        boolean alias = e.getContext() != null && e.getContext().contains("alias");
        return alias ? problem + " (a value that starts with * needs quotes)" : problem;
    }

    static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
