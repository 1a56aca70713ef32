package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What the figures were measured on, in words. */
final class Machine {

    private Machine() {}

    static String describe(Pinning pinning) throws IOException {
        return String.join(
                "; ",
                processors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK " + Runtime.version(),
                version("Node ", "node", "--version"),
                version("", "nginx", "-v"),
                pinning.servers()
                        .map(list -> "server on processor " + list + ", load on another one")
                        .orElse("**nothing pinned to a processor**"),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    /** Of the machine; this process itself may be pinned to one. */
    private static String processors() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(description)) {
            return System.getProperty("os.arch");
        }
        List<String> models = Files.readAllLines(description).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
        return models.size() + " × " + models.stream().findFirst().orElse(System.getProperty("os.arch"));
    }

    /** What a program says first when it is asked for its version, after words that it leaves out. */
    private static String version(String before, String program, String question) {
        try {
            Process process = new ProcessBuilder(program, question)
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.inputReader()) {
                return before + output.readLine();
            }
        } catch (IOException e) {
            return "no " + program;
        }
    }
}
