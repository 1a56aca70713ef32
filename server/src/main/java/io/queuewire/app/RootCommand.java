package io.queuewire.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself; does nothing without a command but explain itself. */
@Command(
        name = "queuewire",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Takes messages from an AWS SQS queue and puts them on the screens of browsers,",
            "live. Producers change nothing; a browser needs a Socket.IO client, a bare",
            "WebSocket or an EventSource.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "The configuration is queuewire.yml in the working folder (or --config FILE),",
            "overridden by variables such as QUEUEWIRE_QUEUE_URL, overridden by",
            "--set queue.url=URL. 'queuewire config' prints every key and where it is set.",
            "",
            "Results go to the standard output, everything else to the standard error.",
            "Exit codes: 0 done or stopped cleanly, 1 failure, 2 bad usage or configuration."
        },
        usageHelpWidth = 88)
final class RootCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"queuewire " + (version == null ? "(not packaged)" : version)};
        }
    }
}
