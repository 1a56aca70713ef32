package io.queuewire.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All places that a configuration comes from.
 *
 * @param profile what the command presumes
 * @param file the file that the user named; without one, {@code queuewire.yml} of the folder counts if it is there
 * @param folder the working folder, which relative paths start from
 * @param variables the environment
 * @param assignments {@code key=value} texts of the command line, the last one of a key counts
 */
public record ConfigSources(
        ConfigProfile profile,
        Optional<Path> file,
        Path folder,
        Map<String, String> variables,
        List<String> assignments) {
    public ConfigSources {
        variables = Map.copyOf(variables);
        assignments = List.copyOf(assignments);
    }
}
