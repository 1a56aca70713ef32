package io.queuewire.app.config;

import java.nio.file.Path;

/**
 * Where a value was given, in words for whoever has to change it there.
 *
 * @param description such as {@code default}, {@code queuewire.yml line 3} or {@code --set}
 */
public record Origin(String description) {

    static final Origin DEFAULT = new Origin("default");
    static final Origin SET_OPTION = new Origin("--set");
    static final Origin CONFIG_OPTION = new Origin("--config");

    public Origin {
        if (description.isBlank()) {
            throw new IllegalArgumentException("an empty origin: expected where the value was given");
        }
    }

    static Origin file(Path file, int line) {
        return new Origin(file + " line " + line);
    }

    static Origin variable(String name) {
        return new Origin("variable " + name);
    }

    @Override
    public String toString() {
        return description;
    }
}
