package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The libraries of the servers for Node, by their lock file.
 *
 * @param folder with {@code package-lock.json}
 */
record NodePeers(Path folder) {

    /**
     * Fetches them unless they are there.
     *
     * @throws IOException when that fails, or there is no npm
     */
    void fetch() throws IOException, InterruptedException {
        if (Files.isDirectory(folder.resolve("node_modules/ws"))) {
            return;
        }
        System.err.println("fetching the libraries of the servers for Node (npm ci) ...");
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (npm.waitFor() != 0) {
            throw new IOException("npm ci failed in " + folder);
        }
    }
}
