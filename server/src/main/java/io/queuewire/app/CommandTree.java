package io.queuewire.app;

import io.queuewire.app.config.ConfigMistake;
import io.queuewire.app.config.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one root, and the one place where what goes wrong becomes a message and an exit code. */
final class CommandTree {

    private CommandTree() {}

    /**
     * Puts commands under the root.
     *
     * @param commands annotated command objects, in the order in which help lists them
     */
    static CommandLine of(List<Object> commands) {
        CommandLine root = new CommandLine(new RootCommand());
        commands.forEach(root::addSubcommand);
        root.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec()
                        .mixinStandardHelpOptions(true)
                        .versionProvider(new RootCommand.Version()));
        root.addSubcommand(new CommandLine.HelpCommand());
        return root.setParameterExceptionHandler((mistake, arguments) -> explainUsage(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command, parsed));
    }

    private static int explainUsage(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("Help: " + name + " --help");
        return ExitCode.MISUSE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        return switch (failure) {
            case ConfigurationException mistakes -> {
                printMistakes(mistakes.mistakes(), err);
                err.println("All values and where they come from: "
                        + command.getCommandSpec().root().name() + " config");
                yield ExitCode.MISUSE;
            }
            case CommandFailedException expected -> {
                err.println(name + ": " + expected.getMessage());
                yield ExitCode.FAILURE;
            }
            default -> {
                err.println(name + ": failed unexpectedly at " + parsed.originalArgs());
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
