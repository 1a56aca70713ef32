package io.queuewire.app;

import io.queuewire.intake.sqs.SqsMessageSource;
import java.io.PrintWriter;
import java.util.List;

/** Where the program starts: hands the command line to the command that it names. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code, 0, 1 or 2. */
    public static void main(String... arguments) {
        if (List.of(arguments).contains("serve")) {
            // Half of a start is the queue's library, the other half is ours: side by side they are ready sooner.
            Thread.ofPlatform().daemon().name("queuewire-preload").start(SqsMessageSource::preload);
        }
        Caller caller = Caller.ofThisProcess();
        System.exit(QuickServe.run(caller, new PrintWriter(System.err, true, System.err.charset()), arguments)
                .orElseGet(() -> CommandTree.of(commands(caller)).execute(arguments)));
    }

    /** All commands, in the order in which help lists them. */
    static List<Object> commands(Caller caller) {
        return List.of(
                new DemoCommand(caller),
                new ServeCommand(caller),
                new PublishCommand(caller),
                new ListenCommand(),
                new RouteCommand(caller, System.in),
                new ConfigCommand(caller),
                new DoctorCommand(caller));
    }
}
