package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;

import io.queuewire.app.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program in a process of its own, as operators run it. It ends with the test that started it. */
final class RelayProcess implements AutoCloseable {

    private static final Pattern ANNOUNCEMENT = Pattern.compile("serves (http://\\S+) and is managed at (http://\\S+)");

    private final Process process;
    private final Path output;
    private final Path errors;

    private RelayProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Starts a relay on free ports of this machine.
     *
     * @param folder where its output is kept and where it runs
     * @param assignments {@code key=value}, as {@code --set} takes them
     */
    static RelayProcess serve(Path folder, String... assignments) throws IOException {
        List<String> local =
                List.of("host=127.0.0.1", "port=0", "management.port=0", "queue.region=us-east-1", "drain.spread=0s");
        return run(
                folder,
                Stream.concat(
                                Stream.of("serve"),
                                Stream.concat(local.stream(), Stream.of(assignments))
                                        .map(assignment -> "--set=" + assignment))
                        .toArray(String[]::new));
    }

    /**
     * Starts a command.
     *
     * @param folder where its output is kept and where it runs
     */
    static RelayProcess run(Path folder, String... arguments) throws IOException {
        return run(folder, folder.resolve("output"), arguments);
    }

    /**
     * Starts a command.
     *
     * @param output where its output goes
     */
    static RelayProcess run(Path folder, Path output, String... arguments) throws IOException {
        return run(folder, output, Map.of(), arguments);
    }

    /**
     * Starts a command.
     *
     * @param output where its output goes
     * @param environment what it has in its environment besides what these tests have
     */
    static RelayProcess run(Path folder, Path output, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dio.netty.leakDetection.level=paranoid",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                withoutTestResources(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new RelayProcess(process, output, errors);
    }

    /** Our own log would be configured by the tests' file. */
    private static String withoutTestResources() {
        return String.join(
                ":",
                List.of(System.getProperty("java.class.path").split(":")).stream()
                        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /** The public port, as the program announces it once it serves. */
    URI address() {
        return announced(1);
    }

    /** The management port. */
    URI management() {
        return announced(2);
    }

    private URI announced(int which) {
        return eventually()
                .until(
                        () -> {
                            Matcher announcement = ANNOUNCEMENT.matcher(output());
                            if (announcement.find()) {
                                return URI.create(announcement.group(which));
                            }
                            if (!process.isAlive()) {
                                throw new IllegalStateException("the relay ended before it served: " + errors());
                            }
                            return URI.create("");
                        },
                        found -> !found.toString().isEmpty());
    }

    /** Asks it to stop in order. */
    void terminate() {
        process.destroy();
    }

    /** Ends it as a power cut does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program still runs");
        }
        return process.exitValue();
    }

    String output() {
        return read(output);
    }

    String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
