package io.queuewire.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code serve} with nothing but options of its configuration, as it is started by every supervisor, run
 * without the command-line library: what that loads and reflects on takes as long as everything else up to the first poll.
 * Any other command line, wrong ones included, is left to {@link CommandTree}.
 */
final class QuickServe {

    private static final String NAME = "serve";

    private QuickServe() {}

    /**
     * Runs the relay until it is stopped.
     *
     * @param arguments that the options were read from
     * @return the exit code
     */
    static int run(ConfigOptions options, PrintWriter err, String... arguments) {
        try {
            return new ServeCommand(options).call();
        } catch (RuntimeException | InterruptedException e) {
            return FailureReport.print(e, "queuewire " + NAME, List.of(arguments), err);
        }
    }

    /** What the options of a plain {@code serve} say; empty if it is not one. */
    static Optional<ConfigOptions> options(Caller caller, String... arguments) {
        Iterator<String> rest = List.of(arguments).iterator();
        if (!rest.hasNext() || !rest.next().equals(NAME)) {
            return Optional.empty();
        }
        Optional<Path> file = Optional.empty();
        List<String> assignments = new ArrayList<>();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!rest.hasNext()) {
                return Optional.empty();
            }
            String value = rest.next();
            if (isDifficult(value)) {
                return Optional.empty();
            }
            if (option.equals(ConfigOptions.SET)) {
                assignments.add(value);
            } else if (option.equals(ConfigOptions.FILE) && file.isEmpty()) {
                file = Optional.of(Path.of(value));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new ConfigOptions(caller, file, assignments));
    }

    /** Another option where a value is due, or something that the library would take apart. */
    private static boolean isDifficult(String value) {
        return value.isEmpty() || value.startsWith("-") || value.startsWith("@") || value.indexOf('"') >= 0;
    }
}
