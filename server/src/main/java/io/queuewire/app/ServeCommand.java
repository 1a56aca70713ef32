package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ServerConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The relay on a queue given by configuration. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the relay on the queue that the configuration names, until it is stopped.")
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private final ConfigOptions options;

    ServeCommand(Caller caller) {
        this(new ConfigOptions(caller));
    }

    ServeCommand(ConfigOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = options.apply(ConfigProfile.RELAY);
        Signals signals = Signals.takeOver();
        PushServer server = PushServer.start(config);
        signals.stopBy(server::stop, config.drain().limit());
        Announcement.of(config, server).print();
        Thread.currentThread().join();
        return ExitCode.SUCCESS;
    }
}
