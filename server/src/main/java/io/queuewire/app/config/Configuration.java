package io.queuewire.app.config;

import java.util.List;

/** The configuration as it came out: what holds, where it was given, and what is wrong with it. Immutable. */
public final class Configuration {

    private final Settings settings;
    private final List<ConfigMistake> mistakes;
    private final ConfigSources sources;

    Configuration(Settings settings, List<ConfigMistake> mistakes, ConfigSources sources) {
        this.settings = settings;
        this.mistakes = List.copyOf(mistakes);
        this.sources = sources;
    }

    /** Everything that is wrong, in the order of layers and keys; empty when it can be used. */
    public List<ConfigMistake> mistakes() {
        return mistakes;
    }

    /**
     * The typed configuration.
     *
     * @throws ConfigurationException with all mistakes, when there are any
     */
    public ServerConfig serverConfig() {
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return ServerConfigAssembly.of(settings, sources.folder());
    }

    /** Every key with its value and origin as YAML that can be read back, secrets masked; one line each. */
    public String report() {
        return ConfigReport.of(settings);
    }
}
