package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.Configuration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is configured and by whom, also when it is wrong: then most of all it is needed. */
@Command(name = "config", description = "Prints every configuration key with its value and where it comes from.")
final class ConfigCommand implements Callable<Integer> {

    /** The commands whose defaults and needs can be asked for. */
    enum Purpose {
        serve,
        demo
    }

    @Mixin
    private final ConfigOptions options;

    @Option(
            names = "--for",
            paramLabel = "COMMAND",
            description = "As this command would have it: ${COMPLETION-CANDIDATES}")
    private @Nullable Purpose purpose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    ConfigCommand(Caller caller) {
        this.options = new ConfigOptions(caller);
    }

    @Override
    public Integer call() {
        Configuration configuration = options.read(profile());
        spec.commandLine().getOut().print(configuration.report());
        spec.commandLine().getOut().flush();
        if (configuration.mistakes().isEmpty()) {
            return ExitCode.SUCCESS;
        }
        FailureReport.printMistakes(configuration.mistakes(), spec.commandLine().getErr());
        return ExitCode.MISUSE;
    }

    private ConfigProfile profile() {
        return switch (purpose) {
            case null -> ConfigProfile.GENERAL;
            case serve -> ConfigProfile.RELAY;
            case demo -> ConfigProfile.DEMO;
        };
    }
}
