package io.queuewire.app;

import java.util.List;

/** Where the program starts: hands the command line to the command that it names. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code, 0, 1 or 2. */
    public static void main(String... arguments) {
        System.exit(CommandTree.of(commands(Caller.ofThisProcess())).execute(arguments));
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
