package io.queuewire.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads all places that configuration comes from. Later ones win: defaults, the file, variables, {@code --set}, and last the
 * file of routing rules that they name. Nothing is thrown for what users write; the result lists it.
 */
public final class ConfigLoader {

    private static final Path USUAL_FILE = Path.of("queuewire.yml");

    private ConfigLoader() {}

    /** Reads everything anew, blocking on the file. */
    public static Configuration load(ConfigSources sources) {
        List<Layer> layers = new ArrayList<>(Stream.of(
                        Optional.of(sources.profile().defaults()),
                        file(sources).map(file -> YamlFile.read(sources.folder().resolve(file), file)),
                        Optional.of(EnvironmentVariables.read(sources.variables())),
                        Optional.of(SetOptions.read(sources.assignments())))
                .flatMap(Optional::stream)
                .toList());
        routes(new Settings(layers), sources).ifPresent(layers::add);
        Settings settings = new Settings(layers);
        List<ConfigMistake> mistakes = new ArrayList<>();
        for (Layer layer : layers) {
            mistakes.addAll(layer.mistakes());
            // Also those that a later layer hides: they would come back as soon as the override goes.
            layer.entries().forEach(entry -> refusal(entry).ifPresent(mistakes::add));
        }
        mistakes.addAll(CrossChecks.of(settings, sources.profile(), sources.folder()));
        return new Configuration(settings, mistakes, sources);
    }

    private static Optional<Path> file(ConfigSources sources) {
        return sources.file()
                .or(() -> Optional.of(USUAL_FILE)
                        .filter(usual -> Files.exists(sources.folder().resolve(usual))));
    }

    /** A file of rules that any place names stands above the rules of every place. */
    private static Optional<Layer> routes(Settings settings, ConfigSources sources) {
        return settings.areUsable(ConfigKeys.ROUTES_FILE)
                ? settings.value(ConfigKeys.ROUTES_FILE)
                        .map(file -> YamlFile.readRoutes(
                                sources.folder().resolve(file),
                                file,
                                settings.entry(ConfigKeys.ROUTES_FILE).origin()))
                : Optional.empty();
    }

    private static Optional<ConfigMistake> refusal(Entry entry) {
        return entry.key().read(entry.value()) instanceof Reading.Refused<?>(String part, String expected)
                ? Optional.of(ConfigMistake.of(entry, part, expected))
                : Optional.empty();
    }
}
