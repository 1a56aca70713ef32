package io.queuewire.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A class of ours running in a process of its own, as users run it. Ends with the test that started it. */
final class ForkedJvm implements AutoCloseable {

    private static final int LONGEST_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;

    private ForkedJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ForkedJvm run(Class<?> main, String... arguments) throws IOException {
        // As from a terminal, also where the tests are told to outlive theirs: what is ignored would be inherited.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ForkedJvm(new ProcessBuilder(command).start());
    }

    /** Reads the output until a line says this. */
    void awaitLine(String expected) throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(expected)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the program ended without saying " + expected + ": " + errors());
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (sent != 0) {
            throw new IOException("kill -" + name + " exited with " + sent);
        }
    }

    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the program still runs after " + LONGEST_SECONDS + " s");
        }
        return process.exitValue();
    }

    Stream<String> remainingLines() {
        return output.lines();
    }

    String errors() throws IOException {
        try (InputStream errors = process.getErrorStream()) {
            return new String(errors.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
