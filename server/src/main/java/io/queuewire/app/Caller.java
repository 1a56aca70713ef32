package io.queuewire.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What whoever started the program hands over besides the arguments.
 *
 * @param variables the environment
 * @param folder the working folder
 */
record Caller(Map<String, String> variables, Path folder) {
    Caller {
        variables = Map.copyOf(variables);
    }

    static Caller ofThisProcess() {
        return new Caller(System.getenv(), Path.of(""));
    }
}
