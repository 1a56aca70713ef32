package io.queuewire.app;

import io.queuewire.intake.sqs.SqsMessageSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Where the program starts: hands the command line to the command that it names. */
public final class Main {

    static final String UNWRITABLE = "the standard output could not be written";

    private Main() {}

    /** Runs one command and ends the process with its exit code, 0, 1 or 2. */
    public static void main(String... arguments) {
        Caller caller = Caller.ofThisProcess();
        Optional<ConfigOptions> serve = QuickServe.options(caller, arguments);
        if (serve.isPresent()) {
            preload();
            PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
            System.exit(QuickServe.run(serve.get(), err, arguments));
        }
        int exitCode = CommandTree.of(commands(caller)).execute(arguments);
        System.exit(exitCode == ExitCode.SUCCESS && !hasPrinted() ? ExitCode.FAILURE : exitCode);
    }

    /** A result that nobody could read is none; says so. */
    private static boolean hasPrinted() {
        if (System.out.checkError()) {
            System.err.println("queuewire: " + UNWRITABLE);
            return false;
        }
        return true;
    }

    /** Half of a start are the log and the queue's library, the other half is ours: side by side they are ready sooner. */
    static void preload() {
        Thread.ofPlatform().daemon().name("queuewire-preload").start(() -> {
            Logging.loadAhead();
            SqsMessageSource.preload();
        });
    }

    /** All commands, in the order in which help lists them. */
    static List<Object> commands(Caller caller) {
        return List.of(
                new DemoCommand(caller),
                new ServeCommand(caller),
                new PublishCommand(caller),
                new ListenCommand(),
                new LoadCommand(),
                new RouteCommand(caller, System.in),
                new ConfigCommand(caller),
                new DoctorCommand(caller));
    }
}
