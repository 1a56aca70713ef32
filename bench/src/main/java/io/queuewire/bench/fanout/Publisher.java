package io.queuewire.bench.fanout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program that publishes for a server which does not do so itself. It runs where the load does, and is not measured. */
final class Publisher implements AutoCloseable {

    private final Process process;

    private Publisher(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it takes orders, which it says by a line of output.
     *
     * @param log takes what it has to complain of
     * @throws IOException when it does not start
     */
    static Publisher start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader output = process.inputReader();
        if (output.readLine() == null) {
            process.destroyForcibly();
            throw new IOException("its publisher does not start (" + log + ")");
        }
        return new Publisher(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
