package io.queuewire.app;

import io.queuewire.json.RawJson;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
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
            "The URL says how: ws://HOST/ws is plain JSON over WebSocket, http://HOST/events Server-Sent Events,"
                    + " any other http:// URL Socket.IO.",
            "Comes back by itself when the connection is lost and goes on where it was; {\"type\":\"gap\"} says that"
                    + " messages were missed all the same. Ctrl-C ends it."
        })
final class ListenCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final List<String> SCHEMES = List.of("http", "https", "ws", "wss");

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
        if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null || url.getPort() > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "URL " + url + ": expected http(s)://HOST[:PORT]/ or ws(s)://HOST[:PORT]/ws");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Signals.stopInOrder(out::flush);
        Printing printing = new Printing(out, err, Thread.currentThread());
        ListenProgress progress = new ListenProgress();
        while (true) {
            String ending = converse(progress, printing);
            if (!printing.hasJoined.get()) {
                throw new CommandFailedException("cannot listen to " + url + ": " + ending);
            }
            err.println("connection lost (" + ending + "), trying again");
            Thread.sleep(PAUSE);
        }
    }

    private String converse(ListenProgress progress, Printing printing) throws InterruptedException {
        String ending;
        try {
            ending = ListenConnection.to(url, Optional.ofNullable(rooms).orElse(List.of()), progress, printing)
                    .run();
        } catch (InterruptedException e) {
            printing.demandReader();
            throw e;
        }
        printing.demandReader();
        return ending;
    }

    /** Prints each line as it comes; interrupts the listener when nobody can read it. */
    private final class Printing implements ListenSink {

        private final PrintWriter out;
        private final PrintWriter err;
        private final Thread listener;
        private final AtomicBoolean hasJoined = new AtomicBoolean();
        private final AtomicBoolean isUnreadable = new AtomicBoolean();

        Printing(PrintWriter out, PrintWriter err, Thread listener) {
            this.out = out;
            this.err = err;
            this.listener = listener;
        }

        void demandReader() {
            if (isUnreadable.get()) {
                throw new CommandFailedException(Main.UNWRITABLE);
            }
        }

        @Override
        public void joined() {
            hasJoined.set(true);
            err.println("listening to " + url);
        }

        @Override
        public void line(RawJson line) {
            out.println(line.text());
            out.flush();
            // The stream swallows what goes wrong, and the writer before it never hears of it.
            if (System.out.checkError()) {
                isUnreadable.set(true);
                listener.interrupt();
            }
        }
    }
}
