package io.queuewire.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The libraries of the servers for Node, by their lock file.
 *
 * @param folder with {@code package-lock.json}
 */
public record NodePeers(Path folder) {

    /**
     * Fetches them unless they are there.
     *
     * @throws IOException when that fails, or there is no Node, or no npm
     */
    public void fetch() throws IOException, InterruptedException {
        run("node", "--version");
        if (!areHere()) {
            System.err.println("fetching the libraries of the servers for Node (npm ci) ...");
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        }
    }

    /** Whether npm noted the same packages beside them as the lock file names. */
    boolean areHere() throws IOException {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        return Files.isRegularFile(installed)
                && integrity(installed).equals(integrity(folder.resolve("package-lock.json")));
    }

    private static List<String> integrity(Path lock) throws IOException {
        return Files.readString(lock)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("\"integrity\""))
                .toList();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed in " + folder);
        }
    }
}
