package io.queuewire.app;

import io.queuewire.app.config.ConfigMistake;
import io.queuewire.app.config.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;

/** The one place where what goes wrong in a command becomes a message and an exit code. */
final class FailureReport {

    private FailureReport() {}

    /**
     * Prints what its user needs to know of a failure.
     *
     * @param command with all names before it, such as {@code queuewire serve}
     * @param arguments that the program was started with
     * @return the exit code
     */
    static int print(Exception failure, String command, List<String> arguments, PrintWriter err) {
        return switch (failure) {
            case ConfigurationException mistakes -> {
                printMistakes(mistakes.mistakes(), err);
                err.println("All values and where they come from: queuewire config");
                yield ExitCode.MISUSE;
            }
            case CommandFailedException expected -> {
                err.println(command + ": " + expected.getMessage());
                yield ExitCode.FAILURE;
            }
            default -> {
                err.println(command + ": failed unexpectedly at " + arguments);
                failure.printStackTrace(err);
                yield ExitCode.FAILURE;
            }
        };
    }

    static void printMistakes(List<ConfigMistake> mistakes, PrintWriter err) {
        err.println(
                mistakes.size() == 1
                        ? "queuewire: 1 mistake in the configuration"
                        : "queuewire: " + mistakes.size() + " mistakes in the configuration");
        mistakes.forEach(mistake -> err.println("  " + mistake.describe()));
    }
}
