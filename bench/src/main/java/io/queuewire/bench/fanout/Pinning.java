package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps server and load on processors of their own, by {@code taskset}.
 *
 * @param servers processors of the servers, as {@code taskset -c} writes them; empty for any
 */
record Pinning(Optional<String> servers) {

    /** Puts this process on its processors; without {@code taskset}, or with one processor, nothing is pinned. */
    static Pinning of(String servers, String load) throws InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return new Pinning(Optional.empty());
        }
        try {
            long pid = ProcessHandle.current().pid();
            Process taskset = new ProcessBuilder("taskset", "-apc", load, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Pinning(taskset.waitFor() == 0 ? Optional.of(servers) : Optional.empty());
        } catch (IOException e) {
            return new Pinning(Optional.empty());
        }
    }

    /** A command on the servers' processors; the process is still the command's own. */
    List<String> server(List<String> command) {
        return servers.map(list -> Stream.concat(Stream.of("taskset", "-c", list), command.stream())
                        .toList())
                .orElse(command);
    }

    /** What the kernel has for packets there; none when the servers may run anywhere. */
    PacketThreads packetThreads() {
        return servers.map(processors -> PacketThreads.on(processors, Path.of("/proc")))
                .orElse(PacketThreads.NONE);
    }
}
