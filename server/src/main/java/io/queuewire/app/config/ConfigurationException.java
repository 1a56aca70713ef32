package io.queuewire.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries every mistake in it, not only the first. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigMistake> mistakes;

    ConfigurationException(List<ConfigMistake> mistakes) {
        super(mistakes.stream().map(ConfigMistake::describe).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one, in the order of the layers and keys. */
    public List<ConfigMistake> mistakes() {
        return mistakes;
    }
}
