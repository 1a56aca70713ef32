package io.queuewire.conformance;

import io.queuewire.transport.TransportKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * {@code queuewire conformance}: the {@link ConformanceServer} as a program, until it is stopped.
 *
 * <p>Exits like the relay: 0 when it was stopped, 1 when it cannot serve, 2 when the command line is wrong.
 */
public final class ConformanceProgram {

    private static final String USAGE = """
            Usage: queuewire conformance [--port N] [--profile NAME] [--transport KIND]

            Serves what protocol suites expect, by the relay's own protocol engine, until it is stopped.

              --port N          on 127.0.0.1; 3000 by default, 3210 in the profile client
              --profile NAME    suite (default), cases, engine-client or client
              --transport KIND  auto (default), io_uring, epoll or nio
            """;

    private static final int FAILURE = 1;
    private static final int MISUSE = 2;

    private static final int HIGHEST_PORT = 65_535;

    /** Suites send over several connections at a time and count on an order that only a single loop keeps. */
    private static final int LOOPS = 1;

    private Profile profile = Profile.SUITE;
    private OptionalInt port = OptionalInt.empty();
    private TransportKind transport = TransportKind.AUTO;

    private ConformanceProgram() {}

    /** Runs the program. */
    public static void main(String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        ConformanceProgram program = new ConformanceProgram();
        try {
            program.take(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            end(MISUSE, e.getMessage() + System.lineSeparator() + "Help: queuewire conformance --help");
        }
        program.serve();
    }

    private void take(Deque<String> arguments) {
        while (!arguments.isEmpty()) {
            String[] option = arguments.removeFirst().split("=", 2);
            switch (option[0]) {
                case "--profile" -> profile = Profile.named(value(option, arguments));
                case "--port" -> port = OptionalInt.of(port(value(option, arguments)));
                case "--transport" -> transport = transport(value(option, arguments));
                default -> throw new IllegalArgumentException("unknown option: " + option[0]);
            }
        }
    }

    private static String value(String[] option, Deque<String> arguments) {
        if (option.length > 1) {
            return option[1];
        }
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(option[0] + ": expected a value behind it");
        }
        return arguments.removeFirst();
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new IllegalArgumentException("--port " + value + ": expected a number from 0 to " + HIGHEST_PORT);
    }

    private static TransportKind transport(String value) {
        for (TransportKind kind : TransportKind.values()) {
            if (kind.key().equals(value.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new IllegalArgumentException("--transport " + value + ": expected one of auto, io_uring, epoll, nio");
    }

    private void serve() throws InterruptedException {
        try {
            ConformanceServer server = ConformanceServer.start(profile, port.orElse(profile.port()), transport, LOOPS);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                // To be stopped is what this program is there for; by itself the JVM would call it a failure.
                Runtime.getRuntime().halt(0);
            }));
            System.out.println(
                    "conformance server, profile " + profile.name() + ", on http://127.0.0.1:" + server.port() + "/");
            Thread.currentThread().join();
        } catch (IOException | IllegalArgumentException e) {
            end(FAILURE, String.valueOf(e.getMessage()));
        }
    }

    private static void end(int exitCode, String why) {
        System.err.println("queuewire conformance: " + why);
        System.exit(exitCode);
    }
}
