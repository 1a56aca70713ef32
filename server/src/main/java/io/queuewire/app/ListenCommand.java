package io.queuewire.app;

import io.queuewire.json.RawJson;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a client would receive; comes back by itself when the connection is lost. */
@Command(
        name = "listen",
        mixinStandardHelpOptions = true,
        description = {
            "Connects like a browser would and prints each event as one JSON object per line.",
            "Comes back by itself when the connection is lost; Ctrl-C ends it."
        })
final class ListenCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/",
            description = "The relay's public address (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // it has a default
    private URI url;

    @Option(names = "--room", paramLabel = "R", description = "Join this room too; repeatable")
    private @Nullable List<String> rooms;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "URL " + url + ": expected http(s)://HOST[:PORT]/");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Signals.stopInOrder(out::flush);
        boolean connected = false;
        while (true) {
            SocketIoConnection connection = new SocketIoConnection(
                    url, Optional.ofNullable(rooms).orElse(List.of()), event -> print(out, event));
            connection.onJoined(() -> err.println("listening to " + url));
            String ending = connection.run();
            if (!connected && !connection.hasJoined()) {
                throw new CommandFailedException("cannot listen to " + url + ": " + ending);
            }
            connected = true;
            err.println("connection lost (" + ending + "), trying again");
            Thread.sleep(PAUSE);
        }
    }

    private static void print(PrintWriter out, RawJson event) {
        out.println(event.text());
        out.flush();
    }
}
