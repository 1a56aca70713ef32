package io.queuewire.app;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one root, and what is said to a wrong command line. */
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
                .setExecutionExceptionHandler((failure, command, parsed) -> FailureReport.print(
                        failure, command.getCommandSpec().qualifiedName(), parsed.originalArgs(), command.getErr()));
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
}
