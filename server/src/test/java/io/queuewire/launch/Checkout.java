package io.queuewire.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A source checkout with the real launcher and nothing else that is real: its JDKs and its Maven are scripts that write down
 * how they were called. Only these and a few basic tools are on the path.
 */
final class Checkout {

    private static final Path LAUNCHER = Path.of("..", "queuewire");
    private static final List<String> TOOLS =
            List.of("bash", "basename", "dirname", "env", "find", "flock", "mkdir", "readlink", "touch");
    private static final String JAVA = """
            #!/bin/sh
            echo "$0"
            pwd
            for argument; do echo "$argument"; done
            echo "locale $LC_ALL"
            """;
    private final Path folder;
    private final Path tools;

    Checkout(Path folder) throws IOException {
        this.folder = folder;
        this.tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/bin", "/usr/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + tool + " on this machine"));
            Files.createSymbolicLink(tools.resolve(tool), found);
        }
        Files.createDirectories(root());
        Files.copy(LAUNCHER, root().resolve("queuewire"));
        root().resolve("queuewire").toFile().setExecutable(true);
        for (String source : List.of(
                "pom.xml",
                "server/pom.xml",
                "server/src/main/Some.java",
                "server/src/test/java/SomeTest.java",
                "client-demo/pom.xml")) {
            write(root().resolve(source), "");
            age(root().resolve(source), 1000);
        }
    }

    /** With a space in its name, as somebody's is. */
    Path root() {
        return folder.resolve("my checkout");
    }

    Path jdks() {
        return folder.resolve("jdks");
    }

    Path dist() {
        return root().resolve("server/target/dist");
    }

    Path tools() {
        return tools;
    }

    /** Installs a JDK and answers its home. */
    Path jdk(String name, String version) throws IOException {
        Path home = jdks().resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nLIBC=\"gnu\"\n");
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    void maven(int exitCode) throws IOException {
        script(tools.resolve("mvn"), """
                #!/bin/sh
                echo "noise of the build"
                echo "$JAVA_HOME $*" >> "%s/builds"
                mkdir -p server/target/dist/lib server/target/dist/demo-lib
                touch server/target/dist/lib/queuewire-server.jar
                mkdir -p server/target/test-classes/io/queuewire/conformance
                touch server/target/test-classes/io/queuewire/conformance/ConformanceProgram.class
                exit %d
                """.formatted(folder, exitCode));
    }

    /** How Maven was called so far. */
    List<String> builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Puts a finished build there. */
    void built() throws IOException {
        write(dist().resolve("lib/queuewire-server.jar"), "");
        write(dist().resolve("demo-lib/a.jar"), "");
        write(dist().resolve("demo-lib/b.jar"), "");
    }

    /** Where a build leaves the compiled tests. */
    Path testClasses() {
        return root().resolve("server/target/test-classes");
    }

    void testsCompiled() throws IOException {
        write(testClasses().resolve("io/queuewire/conformance/ConformanceProgram.class"), "");
    }

    void startCache() throws IOException {
        write(dist().resolve("start.aot"), "what was learned");
    }

    void edit(String source) throws IOException {
        write(root().resolve(source), "changed");
        age(root().resolve(source), -1000);
    }

    void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(root().resolve("queuewire"), Map.of(), arguments);
    }

    /** Runs the launcher under one of its names, from a folder of the caller's. */
    Outcome run(Path launcher, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path caller = Files.createDirectories(folder.resolve("caller"));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(caller.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("QUEUEWIRE_JDKS", jdks().toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the launcher still runs");
        }
        return new Outcome(
                process.exitValue(),
                Files.readAllLines(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /**
     * What came of a run.
     *
     * @param output the lines that the java script wrote: its own path, the working folder, then its arguments, and its locale
     */
    record Outcome(int exitCode, List<String> output, String errors) {}
}
