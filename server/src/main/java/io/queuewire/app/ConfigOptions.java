package io.queuewire.app;

import io.queuewire.app.config.ConfigLoader;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ConfigSources;
import io.queuewire.app.config.Configuration;
import io.queuewire.app.config.ConfigurationException;
import io.queuewire.app.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has a configuration. */
final class ConfigOptions {

    static final String FILE = "--config";
    static final String SET = "--set";

    private final Caller caller;

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description = "YAML file, instead of queuewire.yml in the working folder")
    private @Nullable Path file;

    @Option(
            names = SET,
            paramLabel = "KEY=VALUE",
            description = "One value of the configuration, above file and environment; repeatable")
    private List<String> assignments = List.of();

    /** Options that picocli fills in. */
    ConfigOptions(Caller caller) {
        this.caller = caller;
    }

    ConfigOptions(Caller caller, Optional<Path> file, List<String> assignments) {
        this.caller = caller;
        this.file = file.orElse(null);
        this.assignments = List.copyOf(assignments);
    }

    /** Reads everything, whether it is right or not. */
    Configuration read(ConfigProfile profile) {
        return read(profile, Optional.empty());
    }

    /**
     * Reads everything, whether it is right or not.
     *
     * @param above a {@code key=value} that stands above all others
     */
    Configuration read(ConfigProfile profile, Optional<String> above) {
        List<String> all = new ArrayList<>(assignments);
        above.ifPresent(all::add);
        return ConfigLoader.load(
                new ConfigSources(profile, Optional.ofNullable(file), caller.folder(), caller.variables(), all));
    }

    /**
     * Reads the configuration for a command that is about to work with it, and switches the log on as it says.
     *
     * @throws ConfigurationException with all mistakes
     */
    ServerConfig apply(ConfigProfile profile) {
        ServerConfig config = read(profile).serverConfig();
        Logging.start(config.logFormat());
        return config;
    }
}
